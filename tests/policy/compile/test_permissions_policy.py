"""`Permissions-Policy`: what no page needs is off, what the policy permits is on for the site."""

from functools import partial

from tests.policy.compile.headers_of import ACME, HEAD, header

made = partial(header, "permissions_policy")


def value_of(result, feature):
    return dict(one.split("=", 1) for one in result.value.split(", "))[feature]


def test_an_empty_policy_switches_everything_off():
    result = made()

    assert result.value.startswith("accelerometer=(), camera=(), clipboard-read=(), geolocation=()")
    assert "browsing-topics=()" in result.value
    assert "fullscreen" not in result.value


def test_a_permit_leaves_it_to_the_sites_own_pages():
    result = made(HEAD + "rules:\n  - {id: R1, permit: [geolocation, sensors]}\n")

    assert value_of(result, "geolocation") == "(self)"
    assert value_of(result, "gyroscope") == "(self)"
    assert value_of(result, "camera") == "()"
    (feature,) = [one for one in result.directives if one.name == "geolocation"]
    assert feature.openings[0].because == ("R1 (line 4)",)


def test_a_permit_in_a_vendors_frame_names_its_host_and_who_has_to_act():
    text = ACME + "rules:\n  - {id: R1, permit: camera, frames: acme}\n"

    result = made(text)

    assert value_of(result, "camera") == '(self "https://api.acme.test")'
    assert [act.who for act in result.acts] == ["page templates"]


def test_any_frame_is_named_as_a_hole():
    result = made(HEAD + 'rules:\n  - {id: R1, permit: payment, frames: "*"}\n')

    assert value_of(result, "payment") == "*"
    assert [hole for one in result.directives for hole in one.holes] == [
        "*: frames of any host, where the page hands it on"
    ]


def test_a_permit_that_has_run_out_is_none():
    result = made(HEAD + "rules:\n  - {id: R1, permit: camera, expires: 2026-01-01}\n")

    assert value_of(result, "camera") == "()"


def test_what_no_feature_governs_is_said():
    result = made(HEAD + "rules:\n  - {id: R1, permit: notifications}\n")

    assert result.unkept == (
        "R1 (line 4) is about notifications: no feature of this header governs it",
    )


def test_of_two_headers_one_is_made_that_allows_what_both_do():
    text = HEAD + "rules:\n  - {id: R1, permit: [camera, geolocation]}\n"
    theirs = (
        'camera=(), usb=(self "https://x.test"), fullscreen=(self), geolocation=*, gyroscope=a b'
    )

    broken = made(text, existing=(("Permissions-Policy", theirs),))
    result = made(text, existing=(("Permissions-Policy", theirs.removesuffix(" b")),))

    assert value_of(result, "camera") == "()"
    assert value_of(result, "geolocation") == "(self)"
    assert value_of(result, "usb") == "()"
    assert value_of(result, "fullscreen") == "(self)"
    assert result.notes[:2] == (
        "camera: the policy permits self, the header that is sent already doesn't: it stays off",
        "usb: self was on until now and isn't permitted by the policy: it is switched off",
    )
    assert "malformed at character" in broken.notes[0]
    assert value_of(broken, "camera") == "(self)"
