"""A policy learned from the clean clinic: nothing new in that run, the skimmer in the other.

Its header, in real Chromium on the clinic with the skimmer, stops the skimmer's sends and nothing
that is approved, also on a page the journey did not visit.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from scriptward.app.run_folder import read_visits
from scriptward.policy.check import checked
from scriptward.policy.compilation import Server, compiled, line
from scriptward.policy.explain import explained
from scriptward.policy.language import read_policy
from scriptward.policy.proposal import proposed
from scriptward.vocabulary.words import Severity

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SKIMMER = "jquery-metrics.test"
VISITED = ["/", "/conditions/type-2-diabetes", "/find-a-doctor", "/appointments/request"]
NOT_VISITED = ["/contact"]
WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => {
  window.violations.push([event.effectiveDirective, event.blockedURI, event.sourceFile]);
});
"""


@pytest.fixture(scope="module", params=["learned alone", "with the clinic's register"])
def policy(request, clinic_run, checkout):
    """Learned from the clean run."""
    register = read_policy(checkout / "demo" / "policy.yaml")
    base = register if request.param.startswith("with") else None
    return proposed(read_visits(clinic_run.folder), base=base).policy


@pytest.fixture(scope="module")
def seen(policy, browser_path, tmp_path_factory):
    """`(path, violations)` of each page under the header, and the hosts that were reached."""
    folder = tmp_path_factory.mktemp("header")
    (folder / "header").write_text(line(compiled(policy), Server.HEADERS), "utf-8")
    program = [sys.executable, str(Path(__file__).with_name("serve_with_header.py"))]
    log = folder / "arrivals.jsonl"
    process = subprocess.Popen(
        [*program, str(folder / "header"), "--with-skimmer", "--log", str(log)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        ready = json.loads(process.stdout.readline())
        found = dict(driven(ready, browser_path))
        process.stdin.close()
        process.wait(timeout=20)
    arrived = {json.loads(text)["host"] for text in log.read_text("utf-8").splitlines()}
    return found, arrived


def driven(ready, browser_path):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(browser_path), chromium_sandbox=False, args=ready["browser_args"]
        )
        page = browser.new_context().new_page()
        page.add_init_script(WATCH)
        for path in (*VISITED, *NOT_VISITED, "/billing/pay"):
            page.goto(ready["url"].rstrip("/") + path)
            if path == "/billing/pay":
                page.fill("#payer", "Ann Example")
                page.fill("#card", "4111 1111 1111 1111")
                page.mouse.move(200, 200)
            page.wait_for_timeout(1500)
            yield path, [tuple(one) for one in page.evaluate("window.violations")]
        browser.close()


def test_the_run_it_was_learned_from_has_nothing_new(policy, clinic_run):
    assert checked(policy, read_visits(clinic_run.folder)) == ()


def test_the_run_with_the_skimmer_names_it_and_where_it_sends(policy, skimmed_run):
    found = checked(policy, read_visits(skimmed_run.folder))

    named = [one for one in found if "cdn.jquery-metrics.test/jq.min.js runs" in one.title]
    assert [(one.severity, one.recipient) for one in named] == [
        (Severity.CRITICAL, "img.jquery-metrics.test")
    ]
    assert "card_data" in named[0].data


def test_the_header_stops_the_skimmer(seen):
    _, arrived = seen

    assert "www.willowbrook.test" in arrived
    assert [host for host in arrived if host.endswith(SKIMMER)] == []


def test_the_header_blocks_nothing_approved(seen, policy):
    found, _ = seen

    blocked = {(path, *one) for path, violations in found.items() for one in violations}
    assert sorted(found) == sorted([*VISITED, *NOT_VISITED, "/billing/pay"])
    assert {one for one in blocked if permitted(policy, *one)} == set()


def permitted(policy, path, directive, blocked, source):
    """Whether a rule or an approval permits what was blocked; a default alone approves nothing."""
    if blocked == "eval":
        rules = [rule for rule in policy.rules if "eval" in rule.actions]
        return bool(rules) and all(rule.effect == "permit" for rule in rules)
    if "://" not in blocked:
        return True
    page = f"https://{policy.site}{path}"
    deeds = explained(policy, blocked, page=page, script=source).answers
    asked = {"script-src-elem": 0, "frame-src": 1}.get(directive, 2)
    answer = deeds[asked]
    return answer.verdict == "permit" and answer.reasons[-1].rule != "defaults"
