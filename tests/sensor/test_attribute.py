from scriptward.vocabulary.sensor import Reading
from tests.sensor.visit import ends


def test_an_attribute_in_capitals_loads_as_well(called):
    assert "scriptAttribute?q=1" in ends(called.calls("script"))


def test_an_attribute_that_loads_nothing_is_no_call(opened):
    visit = opened("quiet.html")

    kept = [one for one in visit.records[1:] if isinstance(one, Reading)]
    assert {(one.target, one.name) for one in kept} == {
        ("set-cookie", "step"),
        ("set-session", "step"),
    }
    assert visit.records[1:] == kept
