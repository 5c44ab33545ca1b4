from tests.sensor.visit import ends, files


def test_a_connection_is_seen_with_its_caller(called):
    calls = called.calls("webtransport")

    assert ends(calls) == ["webtransport?q=1"]
    assert {files(call.stack)[0] for call in calls} == {"vendor.js"}
