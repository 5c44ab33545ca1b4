"""How long headers may be on their way."""

import pytest

from scriptward.policy.carriers import CARRIERS, carriers, narrowest, told
from scriptward.policy.compilation import whole
from scriptward.policy.language import parsed
from scriptward.vocabulary.errors import UsageError

HOSTS = ", ".join(f"t{number}.acme.test" for number in range(120))
LONG = (
    "version: 1\nsite: www.clinic.test\n"
    f"recipients:\n  acme: {{hosts: [{HOSTS}]}}\n  nook: {{hosts: [a.nook.test]}}\n"
    "rules:\n  - {id: R1, permit: send, to: acme, via: [connect, image]}\n"
    "  - {id: R2, permit: send, to: nook, via: [image]}\n"
)


def compiled(through, text=LONG):
    found = whole(parsed(text), through=carriers(through))
    return next(one for one in found.headers if one.header == "Content-Security-Policy"), found


def test_the_narrowest_of_all_counts():
    assert narrowest(carriers(["varnish", "cloudfront"])) == 1783
    assert narrowest(carriers(["nginx"])) == 4096 - 1024
    assert narrowest(carriers([])) == 0


def test_each_says_what_happens_what_to_do_and_where_that_stands():
    assert [one.name for one in CARRIERS if not (one.over and one.higher)] == []
    assert [one.name for one in CARRIERS if not one.source.startswith("https://")] == []


def test_one_that_is_not_known_is_refused():
    with pytest.raises(UsageError) as caught:
        carriers(["nginx", "my-box"])

    assert "nginx" in caught.value.hint


def test_without_a_limit_every_host_is_named():
    result, found = compiled([])

    assert result.size > 3_000
    assert "*.acme.test" not in result.value
    assert result.notes == ()
    assert found.too_long == ()


def test_a_header_that_is_too_long_is_folded_and_says_what_it_permits_by_that():
    result, found = compiled(["cloudfront"])

    assert result.size < 1_783
    assert "img-src 'self' *.acme.test a.nook.test blob: data:" in result.value
    (note,) = result.notes
    assert note.startswith("folded to fit: t0.acme.test, t1.acme.test, ")
    assert note.endswith("; the rest of acme.test is permitted by it, too")
    assert found.too_long == ()


def test_hosts_of_a_shared_domain_are_never_folded():
    hosts = ", ".join(f"h{number}.cloudfront.net" for number in range(120))
    text = LONG.replace(HOSTS, hosts)

    result, found = compiled(["cloudfront"], text)

    assert "*.cloudfront.net" not in result.value
    assert "*.net" not in result.value
    assert any("cloudfront takes 1,783" in sentence for sentence in found.too_long)


def test_where_code_comes_from_loses_its_path_and_no_more():
    scripts = "".join(
        f'  - {{match: "https://c{number}.acme.test/v1/{number}.js",'
        " approved: {by: a, date: 2026-01-01}}\n"
        for number in range(80)
    )
    text = f"version: 1\nsite: www.clinic.test\nscripts:\n{scripts}"

    result, _ = compiled(["cloudfront"], text)

    assert "script-src c0.acme.test c1.acme.test " in result.value
    assert "*.acme.test" not in result.value
    assert result.notes[0].startswith("folded to fit: c0.acme.test/v1/0.js, ")


def test_all_together_may_be_too_long_where_each_is_not():
    sent = [("A", "a" * 1500), ("B", "b" * 1700)]

    (said,) = told(sent, carriers(["nginx", "cloudfront"]))

    assert said.startswith("all headers are 3,210 bytes, nginx takes 4,096 with the site's own")
