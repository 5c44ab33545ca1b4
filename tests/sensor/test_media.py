from tests.sensor.visit import ends, files


def test_an_address_of_film_is_seen_with_its_caller(called):
    calls = called.calls("media")

    assert ends(calls) == ["media?q=1"]
    assert {files(call.stack)[0] for call in calls} == {"vendor.js"}
