from tests.sensor.visit import ends, files


def test_a_shared_worker_is_seen_with_its_caller(called):
    calls = called.calls("sharedworker")

    assert ends(calls) == ["worker.js"]
    assert {files(call.stack)[0] for call in calls} == {"vendor.js"}
