from tests.sensor.visit import ends, files


def test_a_request_is_seen_with_the_script_that_sent_it(called):
    calls = called.calls("xhr")

    assert ends(calls) == ["xhr?q=1"]
    assert files(calls[0].stack)[:2] == ["vendor.js", "vendor.js"]
