import pytest

from tests.sensor.visit import files

ASKED = {
    "toDataURL",
    "getImageData",
    "startRendering",
    "hardwareConcurrency",
    "platform",
    "plugins",
    "colorDepth",
    "resolvedOptions",
    "matchMedia",
}
OF_A_GRAPHICS_CARD = {"getParameter", "getSupportedExtensions"}
"""Asked where the machine has WebGL."""


@pytest.fixture
def visit(opened):
    return opened("surfaces.html", host="localhost")


def test_each_question_is_seen_with_who_asked_it(visit):
    reads = visit.reads("fingerprint")

    assert visit.said == ["ok"]
    assert {read.name for read in reads} - OF_A_GRAPHICS_CARD == ASKED
    assert {files(read.stack)[0] for read in reads} == {"asker_of_browsers.js"}


def test_what_pages_ask_all_the_time_is_no_question(visit):
    [media] = visit.reads("fingerprint", "matchMedia")

    assert media.n == 1


def test_a_question_in_a_loop_is_folded(visit):
    visit.until(lambda: len(visit.reads("fingerprint", "hardwareConcurrency")) > 1)

    reads = visit.reads("fingerprint", "hardwareConcurrency")
    assert sum(read.n for read in reads) < 200


def test_a_watched_function_looks_like_the_browsers_own(visit):
    shown = visit.page.evaluate(
        "[HTMLCanvasElement.prototype.toDataURL.toString(), matchMedia.name,"
        " Object.getOwnPropertyDescriptor(Navigator.prototype, 'plugins').get.name]"
    )

    assert shown == ["function toDataURL() { [native code] }", "matchMedia", "get plugins"]
