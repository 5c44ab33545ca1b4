from scriptward.analysis.detectors.browser_fingerprint import browser_fingerprint
from scriptward.vocabulary.words import PageClass, Severity
from tests.analysis.visits import fingerprint_read, own_script, script, visit

VENDOR = script()


def asks(by, *names):
    return tuple(fingerprint_read(by, name) for name in names)


def judged(*names, by=VENDOR, page_class=PageClass.GENERAL_PUBLIC):
    return list(browser_fingerprint.judge(visit(page_class, scripts=(by,), reads=asks(by, *names))))


FULL = ("toDataURL", "startRendering", "hardwareConcurrency", "languages", "colorDepth")


def test_a_vendor_draws_listens_and_asks_for_hardware_and_languages():
    (finding,) = judged(*FULL)

    assert finding.severity is Severity.MEDIUM
    assert finding.title == (
        "cdn.counter.test/…/tag.js asked on a public page for 5 kinds of things that tell one "
        "browser from another: drawing, sound, screen, processor, place"
    )


def test_a_list_of_fonts_beside_a_drawing_plugins_and_screen():
    assert judged("fontList", "toDataURL", "plugins", "availWidth")


def test_seven_kinds_of_questions_with_one_that_tells_much():
    names = ("getParameter", "plugins", "colorDepth", "platform", "maxTouchPoints", "languages")

    assert judged(*names, "enumerateDevices")
    assert judged(*names) == []


def test_behind_sign_in_it_is_high_and_by_the_sites_own_code_low():
    (third,) = judged(*FULL, page_class=PageClass.AUTHENTICATED)
    (own,) = judged(*FULL, by=own_script(), page_class=PageClass.AUTHENTICATED)

    assert (third.severity, own.severity) == (Severity.HIGH, Severity.LOW)


def test_a_chart_reads_its_canvas_back():
    assert judged("toDataURL", "getImageData", "toBlob") == []


def test_a_test_of_features_draws_and_asks_for_plugins_and_extensions():
    asked = ("toDataURL", "getImageData", "getSupportedExtensions", "plugins", "languages")

    assert judged(*asked) == []


def test_a_map_asks_for_graphics_card_processor_and_touch():
    assert judged("getParameter", "toDataURL", "hardwareConcurrency", "maxTouchPoints") == []


def test_a_player_asks_for_languages_touch_and_screen():
    assert judged("languages", "maxTouchPoints", "colorDepth", "platform") == []


def test_two_scripts_ask_half_each():
    other = script("cdn.other.test", "Other")
    reads = (*asks(VENDOR, *FULL[:3]), *asks(other, *FULL[3:]))

    assert list(browser_fingerprint.judge(visit(scripts=(VENDOR, other), reads=reads))) == []
