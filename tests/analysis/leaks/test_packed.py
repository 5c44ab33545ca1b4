"""Texts in one string are those that went in."""

from hypothesis import given
from hypothesis import strategies as st

from scriptward.analysis.leaks.packed import Packed


@given(st.lists(st.binary(max_size=20)))
def test_the_texts_are_those_that_went_in(texts):
    packed = Packed(iter(texts))

    assert len(packed) == len(texts)
    assert list(packed) == texts
    assert [packed[index] for index in range(len(texts))] == texts
