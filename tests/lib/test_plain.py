import pytest

from scriptward.lib.plain import cut, plain


@pytest.mark.parametrize(
    "text,shown",
    [
        ("Zoë Müller", "Zoë Müller"),
        ("\x1b[31mred", "\\u{1b}[31mred"),
        ("a\u202eb", "a\\u{202e}b"),
        ("two\nlines\x00", "two\\u{a}lines\\u{0}"),
        ("lone \ud800", "lone \\u{d800}"),
    ],
)
def test_control_and_bidi_characters_are_written_out(text, shown):
    assert plain(text) == shown


def test_a_long_text_is_cut_with_a_mark():
    assert cut("abcdef", 4) == "abc…"
    assert cut("abcd", 4) == "abcd"
