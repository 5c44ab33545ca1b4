from tests.sensor.visit import ends, files


def test_an_address_a_set_and_an_attribute_is_seen_with_its_caller(called):
    calls = called.calls("image")

    assert ends(calls) == ["image?q=1", "imageAttribute?q=1", "imageSet?q=1"]
    assert {files(call.stack)[0] for call in calls} == {"vendor.js"}
