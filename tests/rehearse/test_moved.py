"""A permitted script whose answer leads where the policy lets nothing come from."""

from datetime import UTC, datetime

from demo.clinic.connection import Reply
from scriptward.app.rehearsing import Stage
from scriptward.app.rehearsing.running import bare, policed
from scriptward.policy.language import parsed
from scriptward.policy.rehearsing.comparing import differences
from scriptward.sources.journey import read_journey
from tests.rehearse import site
from tests.vendors.server import served_by

BOOK = site.BOOK.replace("https://t.beacon.test/t.js", "https://embed.acme.test/moved.js")
POLICY = site.POLICY.replace("embed.acme.test/schedule.js", "embed.acme.test/**")
JOURNEY = 'start: https://www.willow.test/book\nsteps:\n  - wait: {selector: "#slot"}\n'


def moved(arrival):
    """The clinic, where one of the vendor's scripts is at another host now."""
    match arrival.host + arrival.path:
        case "www.willow.test/book":
            return Reply(headers=(site.HTML,), body=BOOK.encode())
        case "embed.acme.test/moved.js":
            return Reply(status=302, headers=(("Location", "https://cdn.moved.test/moved.js"),))
        case "cdn.moved.test/moved.js":
            return Reply(headers=(site.CODE,), body=b"document.body.dataset.moved = 1;")
    return site.site(arrival)


def test_a_script_that_is_answered_and_runs_no_code_is_a_break(browser_path, tmp_path):
    journey = tmp_path / "journey.yaml"
    journey.write_text(JOURNEY, "utf-8")
    policy = parsed(POLICY)
    with served_by(moved, tmp_path / "wire") as wire:
        stage = Stage(
            urls=(),
            journey=read_journey(journey),
            browser=browser_path,
            browser_args=tuple(wire.browser_args),
            own_pages=True,
        )
        found = differences(
            policy, bare(stage), policed(stage, policy), today=datetime.now(UTC).date()
        )

    says = "a permitted script from embed.acme.test/moved.js was answered and did not run"
    assert ("request", says) in [(one.kind.value, one.says) for one in found]
