"""Whether a run found the leaks it planted itself: one that misses its own is not clean."""

from scriptward.analysis.leaks import Detector
from scriptward.vocabulary.capture import Capture
from scriptward.vocabulary.report import SelfTest
from scriptward.vocabulary.words import Certainty


def self_tested(capture: Capture) -> SelfTest:
    """How many planted leaks were captured and their value found in what was captured."""
    detector = Detector(tuple(planted.value for planted in capture.planted))
    caught = {
        (sending.self_test, leak.name)
        for sending in capture.sendings
        if sending.self_test
        for leak in detector.find(sending.request)
        if leak.certainty is not Certainty.HINT
    }
    missed = tuple(sorted(p.name for p in capture.planted if (p.name, p.value.name) not in caught))
    planted = len(capture.planted)
    return SelfTest(planted=planted, caught=planted - len(missed), missed=missed)
