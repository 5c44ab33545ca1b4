"""`Integrity-Policy`, reporting only, and which scripts it would stop."""

import msgspec

from scriptward.policy.compilation import every
from scriptward.policy.learn import learned
from tests.policy.compile.headers_of import TODAY, header
from tests.policy.visits import script, visit

APP = script("https://www.clinic.test/app.js", entity="first party")
CHAT = script(loaded_by=APP.id)
SAFE = msgspec.structs.replace(script("https://cdn.acme.test/safe.js"), integrity="sha256-x")


def compiled(*scripts):
    run = [visit(scripts=scripts)]
    policy = learned(run, today=TODAY).policy
    found = every(policy, run, today=TODAY)
    return next(one for one in found if one.header == "Integrity-Policy")


def test_it_only_reports_whatever_is_asked():
    result = header("integrity_policy")

    assert result.sent_as() == (
        "Integrity-Policy-Report-Only",
        "blocked-destinations=(script), endpoints=(scriptward)",
    )
    assert result.strength == "watch"


def test_without_a_collector_it_names_no_endpoint():
    assert header("integrity_policy", collector="").value == "blocked-destinations=(script)"


def test_scripts_without_a_digest_are_named_with_who_put_them_there():
    result = compiled(APP, CHAT, SAFE)

    assert result.unkept == (
        (
            "https://cdn.acme.test/chat.js has no `integrity`, put there by"
            " https://www.clinic.test/app.js: enforced, it would not run"
        ),
        "https://www.clinic.test/app.js has no `integrity`: enforced, it would not run",
    )
    assert [act.who for act in result.acts] == [
        "page templates",
        "tag manager",
        "vendor's admin page",
    ]


def test_without_a_run_nobody_knows():
    assert header("integrity_policy").unkept == (
        "which scripts lack `integrity` is not known: give a RUN",
    )


def test_one_that_is_enforced_already_stays():
    sent = (("Integrity-Policy", "blocked-destinations=(script)"),)

    (note,) = header("integrity_policy", existing=sent).notes

    assert "stays as it is beside this one" in note
