from tests.sensor.visit import files


def test_every_server_a_connection_is_told_to_ask_is_seen(called):
    calls = called.calls("webrtc")

    assert sorted(call.url for call in calls) == ["", "stun:one.test:3478", "stun:two.test:3478"]
    assert {files(call.stack)[0] for call in calls} == {"vendor.js"}
