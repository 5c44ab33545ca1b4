from tests.sensor.visit import files


def test_a_listener_that_reads_typed_keys_is_seen(opened):
    visit = opened("reads.html")
    before = len(visit.records)

    visit.page.focus("#mail")
    visit.page.keyboard.press("x")
    visit.until(lambda: len(visit.records) > before)

    read = visit.reads("field", "email")[-1]
    assert files(read.stack)[0] == "reader.js"


def test_keys_outside_fields_are_no_reading(opened):
    visit = opened("reads.html")
    visit.page.evaluate("addEventListener('keydown', (e) => finished(e.key))")
    before = len(visit.records)

    visit.page.keyboard.press("x")
    visit.until(lambda: "x" in visit.said)

    assert len(visit.records) == before
