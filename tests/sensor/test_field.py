import msgspec

from tests.sensor.visit import files


def test_a_reading_says_field_kind_and_reader(opened):
    visit = opened("reads.html")

    [read] = visit.reads("field", "email")
    assert (read.selector, read.type, read.n) == ("#mail", "email email", 1)
    assert files(read.stack)[0] == "reader.js"


def test_every_kind_of_field_is_seen(opened):
    visit = opened("reads.html")

    kinds = {read.name: read.type for read in visit.reads("field")}
    assert kinds == {
        "email": "email email",
        "mrn": "text",
        "agree": "checkbox",
        "reason": "textarea",
        "department": "select",
    }


def test_a_field_without_an_id_is_found_by_its_name(opened):
    visit = opened("reads.html")

    assert visit.reads("field", "reason")[0].selector == 'textarea[name="reason"]'


def test_a_buttons_text_is_no_reading(opened):
    visit = opened("reads.html")

    before = len(visit.records)
    visit.page.evaluate("reader.send()")

    assert len(visit.records) == before


def test_many_readings_are_one_record_with_a_count(opened):
    visit = opened("reads.html")

    visit.page.evaluate("reader.many(20)")
    visit.until(lambda: sum(read.n for read in visit.reads("field", "mrn")) == 21)

    assert len(visit.reads("field", "mrn")) <= 3


def test_no_value_stands_in_a_record(opened):
    visit = opened("reads.html")

    said = msgspec.json.encode(visit.records).decode()
    assert [
        v for v in ("mira.holt", "40417733", "knee", "Oncology", "gold", "8812") if v in said
    ] == []
