from tests.sensor.visit import ends, files


def test_a_submit_by_script_is_seen_though_a_field_is_named_action(called):
    calls = called.calls("form")

    assert ends(calls) == ["form?q=1"]
    assert files(calls[0].stack)[0] == "vendor.js"
