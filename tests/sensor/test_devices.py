import pytest

ASKED = {
    ("geolocation", "getCurrentPosition"),
    ("camera", "getUserMedia"),
    ("microphone", "getUserMedia"),
    ("payment", "canMakePayment"),
    ("notifications", "requestPermission"),
    ("clipboard", "readText"),
}


@pytest.fixture
def visit(opened):
    return opened("devices.html", host="localhost")


def test_what_is_asked_for_beside_the_page_is_seen_with_who_asked(visit):
    reads = [one for target, _ in sorted(ASKED) for one in visit.reads(target)]

    assert visit.said == ["ok"]
    assert {(read.target, read.name) for read in reads} == ASKED
    assert all(read.stack for read in reads)


def test_the_watched_calls_answer_as_the_browsers_own(visit):
    shown = visit.page.evaluate(
        "[MediaDevices.prototype.getUserMedia.toString(), Notification.requestPermission.name,"
        " Geolocation.prototype.getCurrentPosition.length]"
    )

    assert shown == ["function getUserMedia() { [native code] }", "requestPermission", 1]
