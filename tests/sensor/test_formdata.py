from tests.sensor.visit import files


def test_a_form_taken_whole_is_a_reading_of_each_field(opened):
    visit = opened("reads.html")
    before = len(visit.records)

    length = visit.page.evaluate("reader.formData()")
    visit.until(lambda: len(visit.records) > before)

    fresh = [read for read in visit.records[before:] if files(read.stack)[0] == "reader.js"]
    assert length == 5
    assert {read.name for read in fresh} == {"email", "mrn", "agree", "reason", "department"}


def test_form_data_stays_the_browsers(opened):
    visit = opened("reads.html")

    assert visit.page.evaluate(
        "[new FormData() instanceof FormData, FormData.name, String(FormData),"
        " FormData.prototype.constructor === FormData,"
        " new (class extends FormData {})() instanceof FormData]"
    ) == [True, "FormData", "function FormData() { [native code] }", True, True]
