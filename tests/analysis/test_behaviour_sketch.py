"""A sketch tells versions of one inline script from other scripts."""

from scriptward.analysis.behaviour_sketch import likeness, sketch

SNIPPET = """
window.dataLayer = window.dataLayer || [];
function gtag() { dataLayer.push(arguments); }
gtag('js', new Date()); gtag('config', 'G-ABC123', {user_properties: {plan: 'a'}});
var element = document.createElement('script'); element.async = true;
document.getElementsByTagName('head')[0].appendChild(element);
"""
OTHER = """
const banner = document.querySelector('#cookie-banner');
banner.addEventListener('click', () => localStorage.setItem('choice', 'accepted'));
"""


def same(text):
    return text


def test_strings_comments_and_spaces_change_nothing():
    changed = SNIPPET.replace("G-ABC123", "G-XYZ999").replace("\n", "\n\n  // nonce 8f7a\n")

    assert sketch(changed, same) == sketch(SNIPPET, same)


def test_short_names_change_nothing():
    assert sketch("let a = document.title", same) == sketch("let zz = document.title", same)


def test_one_more_line_is_alike():
    longer = SNIPPET + "document.body.classList.add('ready');"

    assert 0.5 <= likeness(sketch(SNIPPET, same), sketch(longer, same)) < 1


def test_other_code_is_not_alike():
    assert likeness(sketch(SNIPPET, same), sketch(OTHER, same)) < 0.3


def test_code_that_was_not_seen_has_none():
    assert sketch("", same) == ""
    assert sketch("f(1)", same) == "00000000"


def test_a_word_that_holds_a_value_is_left_out():
    without = sketch("okaforAmara = document.title", same)

    masked = sketch("okaforAmara = document.title", lambda w: w.replace("okafor", "[name]"))

    assert without != masked
    assert masked == sketch("x = document.title", same)


def test_hostile_code_is_read_in_little_time():
    for text in ("/*" * 100_000, '"\\' * 100_000, "`" * 200_000, "'" * 200_000, "a" * 200_000):
        assert len(sketch(text, same)) <= 128
