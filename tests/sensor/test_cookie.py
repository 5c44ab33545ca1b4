from tests.sensor.visit import files


def test_a_reading_of_all_cookies_is_seen_with_its_reader(opened):
    visit = opened("reads.html")

    [read] = visit.reads("cookie")
    assert (read.name, files(read.stack)[0]) == ("", "reader.js")


def test_the_cookie_store_is_seen_by_name(opened):
    visit = opened("reads.html", host="localhost")

    visit.page.evaluate("cookieStore.get('visitor')")
    visit.until(lambda: visit.reads("cookie", "visitor"))

    assert visit.errors == []
