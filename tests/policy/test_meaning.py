"""What an entry lets happen, in words."""

import pytest

from scriptward.policy.language import parsed
from scriptward.policy.meaning import meaning

HEAD = "version: 1\nsite: www.clinic.test\nrecipients:\n  acme: {hosts: [acme.test], baa: none}\n"


@pytest.mark.parametrize(
    "rule, says",
    [
        (
            "{permit: send, to: acme, pages: [login], data: [], via: [image, connect]}",
            (
                "Lets any script send what holds no recognised data to acme by image or connect,"
                " on a sign-in page."
            ),
        ),
        (
            "{permit: load, to: acme, via: frame}",
            "Lets any script show frames from acme, on every page.",
        ),
        (
            "{permit: [read, send], from: self}",
            "Lets the site’s own scripts read or send anything, on every page.",
        ),
        (
            "{forbid: send, to: {baa: [none, unknown]}, data: [email]}",
            (
                "Doesn’t let any script send an e-mail address to anybody whose agreement is none"
                " or unknown, on every page."
            ),
        ),
        (
            "{permit: eval, from: {party: third}}",
            "Lets third-party scripts use eval, on every page.",
        ),
        ("{permit: read}", "Lets any script read anything, on every page."),
        (
            "{mask: [card_data], pages: [payment_page], frames: acme}",
            "Card data: read as empty, on a payment page, in frames of acme.",
        ),
    ],
)
def test_a_rule(rule: str, says: str):
    policy = parsed(f"{HEAD}rules:\n  - {rule.replace('{', '{id: R1, ', 1)}\n")

    assert meaning(policy.rules[0]) == says


@pytest.mark.parametrize(
    "script, says",
    [
        (
            "{match: 'https://a.test/x.js', owner: acme}",
            "Lets whatever is served at https://a.test/x.js run on every page, as acme’s.",
        ),
        (
            f"{{match: 'inline:{'a' * 64}'}}",
            "Lets the code aaaaaaaa… run on every page, as it is to the letter.",
        ),
        (
            (
                "{match: 'https://a.test/x.js', approved: "
                f"{{by: x, date: 2026-11-25, sha256: {'b' * 64}}}}}"
            ),
            "Lets those bytes at https://a.test/x.js run on every page.",
        ),
    ],
)
def test_a_script(script: str, says: str):
    policy = parsed(f"{HEAD}scripts:\n  - {script}\n")

    assert meaning(policy.scripts[0]) == says


def test_pages_and_own_hosts_say_that_they_permit_nothing_or_all_that_the_site_may():
    policy = parsed(
        "version: 1\nsite: www.clinic.test\n"
        "pages:\n  book: {match: [/book/**, /plan], class: appointment_form}\n"
        "recipients:\n  self: {hosts: [cdn.test]}\n"
    )

    assert meaning(policy.pages[0]) == (
        "Takes /book/**, /plan as an appointment form, whatever a scan sees there: the default and"
        " the rules for such pages hold. Permits nothing by itself."
    )
    assert meaning(policy.recipients[0]) == (
        "Takes cdn.test as the site’s own: what the site may do, it may."
    )
