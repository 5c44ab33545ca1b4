from tests.sensor.visit import files

DAY = "86400"


def test_all_that_is_kept_is_seen_with_who_keeps_it_and_for_how_long(opened):
    visit = opened("kept.html", host="localhost")

    kept = {
        (read.target, read.name.strip()): read.type
        for target in ("set-cookie", "set-local", "set-session", "set-database")
        for read in visit.reads(target)
    }
    assert visit.said == ["ok"]
    assert kept == {
        ("set-cookie", "visitor"): f"max-age={DAY}",
        ("set-cookie", "until"): "expires=fri, 01 jan 2100 00:00:00 gmt",
        ("set-cookie", "short"): "",
        ("set-cookie", "stored"): "at=4000000000000",
        ("set-local", "plan"): "",
        ("set-session", "step"): "",
        ("set-database", "drafts"): "",
    }
    assert {files(read.stack)[0] for read in visit.reads("set-cookie")} == {"keeper.js"}


def test_what_is_kept_is_not_said(opened):
    visit = opened("kept.html", host="localhost")

    said = repr(visit.records)
    assert "8812" not in said
    assert "gold" not in said


def test_the_page_finds_what_it_kept(opened):
    visit = opened("kept.html", host="localhost")

    assert visit.page.evaluate("localStorage.plan") == "gold"
    assert "visitor=8812" in visit.page.evaluate("document.cookie")
    assert visit.errors == []
