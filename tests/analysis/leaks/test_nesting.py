"""What was encoded is found again, whatever was put inside what.

`NESTED=20000 pytest tests/analysis/leaks/test_nesting.py` reads that many chains of three or four.
"""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scriptward.analysis.leaks import Detector, Request
from tests.analysis.leaks.encoders import ENCODERS, encoded, fits

EMAIL = "maria.quill@harborlight.test"
DETECTOR = Detector({"email": EMAIL, "given_name": "Rose", "phone": "(206) 555-0143"})
EXAMPLES = int(os.environ.get("NESTED", "60"))


def _names(body):
    found = DETECTOR.find(Request(url="https://t.test/", method="POST", body=body))
    return {leak.name for leak in found}


@pytest.mark.parametrize("name", ENCODERS)
def test_each_encoding_is_read(name):
    assert _names(encoded(EMAIL, (name,))) == {"email"}


@pytest.mark.parametrize("outer", ENCODERS)
def test_each_encoding_is_read_inside_each_other(outer):
    chains = [(inner, outer) for inner in ENCODERS if fits((inner, outer))]

    missed = [chain for chain in chains if "email" not in _names(encoded(EMAIL, chain))]

    assert missed == []


@settings(deadline=None, max_examples=EXAMPLES, derandomize=True)
@given(st.lists(st.sampled_from(sorted(ENCODERS)), min_size=3, max_size=4).map(tuple).filter(fits))
def test_chains_of_three_and_four_are_read(names):
    assert "email" in _names(encoded(EMAIL, names))
