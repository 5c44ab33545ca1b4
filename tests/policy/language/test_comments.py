"""Comments that a rewriting loses are put back where they stood."""

import pytest

from scriptward.policy.language.comments import comments, with_comments


def test_comments_are_found_with_what_they_stand_by():
    text = "# head\na: 'x # no' # yes\n  # alone\nb: |\n  # no comment\nc: d#e\n"

    assert [(one.text, one.code, one.alone) for one in comments(text)] == [
        ("# head", "a:x#no", True),
        ("# yes", "a:x#no", False),
        ("# alone", "b:|", True),
    ]


@pytest.mark.parametrize(
    "before, after, whole",
    [
        ("a: # x\n  - b\n", "a:\n  - b\n", "a:  # x\n  - b\n"),
        ("# x\na: b\n", "a: b\nc: d\n", "# x\na: b\nc: d\n"),
        ("p: {b: 1}\nq: # x\n  b: 1\n", "p: {b: 1}\nq:\n  b: 1\n", "p: {b: 1}\nq:  # x\n  b: 1\n"),
        ("a: b\n# x\n", "a: b\n", "a: b\n# x\n"),
        ("a: b # x\n", "z: b\n", "z: b\n# x\n"),
        ("a: b # x\nc: |\n  a: b\n", "c: |\n  a: b\n", "c: |\n  a: b\n# x\n"),
        ("a: b # x\n", "a: b # x\n", "a: b # x\n"),
    ],
)
def test_a_lost_comment_comes_back(before, after, whole):
    assert with_comments(after, of=before) == whole
