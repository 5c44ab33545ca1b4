from tests.sensor.visit import ends, files


def test_an_address_set_either_way_is_seen_with_its_caller(called):
    calls = called.calls("script")

    assert ends(calls) == ["script?q=1", "scriptAttribute?q=1"]
    assert {files(call.stack)[0] for call in calls} == {"vendor.js"}
