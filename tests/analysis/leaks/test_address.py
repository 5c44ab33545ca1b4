from urllib.parse import quote

import pytest

from scriptward.analysis.leaks import Detector, masked_url
from scriptward.vocabulary.capture import Value

EMAIL = "maria.quill@harborlight.test"


@pytest.mark.parametrize(
    "url, masked",
    [
        ("https://w.test/a/b", "https://w.test/a/b"),
        ("https://w.test/a?x=1&y=&z#top", "https://w.test/a?x=[…]&y=&[…]#[…]"),
        (f"https://w.test/?e={EMAIL}&m=1", "https://w.test/?e=[email]&m=[…]"),
        (f"https://w.test/?{EMAIL}=1", "https://w.test/?[email]=[…]"),
        ("https://w.test/?q=" + quote(EMAIL) + "%20Rose", "https://w.test/?q=[email][name]"),
        ("https://w.test/find/98101/", "https://w.test/find/[zip]/"),
        ("https://w.test/find/cancer%20screening%20near%20me", "https://w.test/find/[search_term]"),
        ("https://2065550143.w.test:8443/", "https://[phone].w.test:8443/"),
        ("https://rose:secret@w.test/", "https://w.test/"),
        ("data:text/plain,Rose", "data:[…]"),
        ("blob:https://w.test/8f9a", "blob:https://w.test/8f9a"),
        ("about:blank", "about:blank"),
        ("", ""),
    ],
)
def test_an_address_keeps_its_shape_and_loses_its_values(detector, url, masked):
    assert masked_url(url, detector) == masked


def test_a_path_that_the_user_states_is_kept(detector):
    url = "https://w.test/find/98101?x=1"

    assert masked_url(url, detector, keep_paths=frozenset({"/find/98101"})) == (
        "https://w.test/find/98101?x=[…]"
    )


def test_a_stated_value_may_stay_in_the_path_but_not_in_the_query():
    detector = Detector([Value(name="condition", text="oncology", stated=True)])

    masked = masked_url("https://w.test/oncology/new?c=oncology", detector)

    assert masked == "https://w.test/oncology/new?c=[condition]"


def test_text_is_masked_in_clear_and_in_encodings(detector):
    text = f"to {EMAIL}, {quote(EMAIL)} or bWFyaWEucXVpbGxAaGFyYm9ybGlnaHQudGVzdA== by Rose."

    assert detector.masked(text) == "to [email], [email] or [email] by [name]."
