from tests.sensor.visit import ends, files


def test_each_form_of_address_is_seen_with_its_caller(called):
    calls = called.calls("fetch")

    assert ends(calls) == ["fetch?q=1", "fetchUrl?q=1", "fetchRequest?q=1"]
    assert [files(call.stack)[0] for call in calls] == ["vendor.js"] * 3
    assert [call.wrapped for call in calls] == [False] * 3
