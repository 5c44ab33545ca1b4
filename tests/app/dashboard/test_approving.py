"""Approving a policy's proposed lines in the dashboard."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from scriptward.app import policy_learning
from scriptward.app.dashboard.policies import Policies, stored_run
from scriptward.app.dashboard.routes import dashboard
from scriptward.app.run_folder import read_report
from scriptward.policy.language import parsed, read_policy
from scriptward.store import people
from scriptward.store.database import Store
from scriptward.vocabulary.errors import PolicyError, UsageError
from tests.app.dashboard.stored_runs import POLICY, clinic_run
from tests.app.visiting import Visitor, visiting
from tests.policy.visits import SITE

NAMED = {"by": "Web team", "why": "the chat on every page"}


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return clinic_run(tmp_path / "nightly")


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "clinic.yaml"
    path.write_text(POLICY, "utf-8")
    return path


def signed_in(store: Store, policies: Policies) -> Iterator[Visitor]:
    opened = people.SignIn(person="admin", form_token="form", until=int(time.time()) + 60)
    people.signed_in(store, "a cookie", opened, now=0)
    with visiting(dashboard(store, sites=frozenset(), policies=policies)) as client:
        client.client.cookies.set("scriptward", "a cookie")
        yield client


@pytest.fixture
def saver(store: Store, run: Path, policy: Path) -> Iterator[Visitor]:
    """Somebody on a dashboard that may save."""
    yield from signed_in(store, Policies([stored_run(run, read_report(run))], [policy], save=True))


@pytest.fixture
def first(store: Store, run: Path) -> Iterator[Visitor]:
    """Somebody on a dashboard without a policy."""
    yield from signed_in(store, Policies([stored_run(run, read_report(run))]))


def send(client: Visitor, *ticks: str, act: str, **fields: str) -> httpx.Response:
    sent = {"form_token": "form", "site": SITE, "act": act, **dict.fromkeys(ticks, "1"), **fields}
    return client.post("/policy", data=sent)


def line_of(page: str, words: str) -> str:
    """Id of the line that says that."""
    found = re.search(rf'<label for="tick-(line-\w+)">[^<]*{re.escape(words)}', page)
    assert found, words
    return found[1]


def test_each_line_says_what_it_permits_why_and_who_saw_it_where(saver: Visitor):
    page = saver.get("/policy").text

    assert "17 lines proposed for www.clinic.test" in page
    assert "Lets whatever is served at https://cdn.acme.test/chat.js run on every page" in page
    assert "cdn.acme.test/chat.js ran on an appointment form" in page
    assert "appointment form · <bdi><code>https://www.clinic.test/book</code></bdi>" in page
    assert "by <bdi><code>https://cdn.acme.test/chat.js</code></bdi>, to <bdi>s1.acme.test" in page
    assert "(run nightly)" in page
    assert "checked" not in page


def test_a_rule_has_only_what_was_seen_on_its_pages_behind_it(saver: Visitor):
    page = saver.get("/policy").text

    line = line_of(page, "Lets any script send the page&#39;s address to acme")
    after = page.partition(f'id="about-{line}"')[2].partition("</li>")[0]

    assert "sends the page&#39;s address to s1.acme.test on an appointment form" in after
    assert "on a public page" not in after


def test_health_data_to_nobody_with_an_agreement_is_refused_and_has_no_box(saver: Visitor):
    page = saver.get("/policy").text

    assert "a condition or symptom went from an appointment form to Acme (s1.acme.test)" in page
    assert "<b>Why:</b> no agreement with it is on file." in page
    boxes = re.findall(r'<label for="tick-[^"]+">([^<]+)', page)
    assert len(boxes) == 17
    assert not any("condition" in box for box in boxes)


def test_ticked_lines_are_saved_with_name_and_reason_and_the_comments(saver: Visitor, policy: Path):
    chat = line_of(saver.get("/policy").text, "served at https://cdn.acme.test/chat.js")

    answer = send(saver, chat, act="save", **NAMED)

    text = policy.read_text("utf-8")
    after = saver.get(answer.headers["location"]).text
    assert (answer.status_code, "<b>1 line saved</b>" in after) == (303, True)
    assert "# asked in May" in text
    assert "# no agreement yet" in text
    (script,) = read_policy(policy).scripts
    assert script.match == "https://cdn.acme.test/chat.js"
    assert script.approved
    assert (script.approved.by, script.approved.why) == (NAMED["by"], NAMED["why"])
    assert "16 lines proposed" in after


def test_a_download_is_what_the_command_line_writes(saver: Visitor, run: Path, policy: Path):
    line = line_of(saver.get("/policy").text, "Lets any script show frames from nook")

    answer = send(saver, line, act="download", **NAMED)

    theirs = policy_learning.learnt(
        [run], base=policy, accept=[line], by=NAMED["by"], why=NAMED["why"]
    ).text
    assert answer.headers["content-disposition"] == 'attachment; filename="clinic.yaml"'
    assert answer.text == theirs
    assert [one.name for one in parsed(answer.text).recipients] == ["acme", "nook"]
    assert policy.read_text("utf-8") == POLICY


def test_the_changes_are_shown_before_anything_is_written(saver: Visitor, policy: Path):
    line = line_of(saver.get("/policy").text, "Lets any script show frames from nook")

    page = send(saver, line, act="look").text

    assert '<span class="added">+  nook: {hosts: [maps.nook.test], entity: Nook}</span>' in page
    assert "2 lines that others need are ticked, too." in page
    assert page.count(" checked") == 3
    assert policy.read_text("utf-8") == POLICY


@pytest.mark.parametrize(
    "ticked, fields, says",
    [
        (True, {"by": "", "why": "chat"}, '<a href="#by">Write the name of who approves.</a>'),
        (True, {"by": "Web team", "why": "  "}, '<a href="#why">Write what it is for.</a>'),
        (False, NAMED, "Tick at least one line."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    saver: Visitor, policy: Path, *, ticked: bool, fields: dict[str, str], says: str
):
    chat = line_of(saver.get("/policy").text, "served at https://cdn.acme.test/chat.js")

    answer = send(saver, *([chat] if ticked else []), act="save", **fields)

    assert answer.status_code == 422
    assert says in answer.text
    assert (f'id="tick-{chat}" name="{chat}" value="1" checked' in answer.text) is ticked
    assert f'value="{fields["by"]}"' in answer.text
    assert policy.read_text("utf-8") == POLICY


def test_a_line_nobody_proposed_is_refused(saver: Visitor, policy: Path):
    answer = send(saver, "line-00000000", act="save", **NAMED)

    assert (answer.status_code, "aren’t proposed now" in answer.text) == (409, True)
    assert policy.read_text("utf-8") == POLICY


def test_a_name_with_characters_no_screen_shows_is_refused(saver: Visitor, policy: Path):
    chat = line_of(saver.get("/policy").text, "served at https://cdn.acme.test/chat.js")

    answer = send(saver, chat, act="save", by="Web\u202eteam", why="chat")

    assert (answer.status_code, "no screen shows" in answer.text) == (409, True)
    assert policy.read_text("utf-8") == POLICY


def test_hostile_names_and_reasons_stay_text(saver: Visitor, policy: Path):
    chat = line_of(saver.get("/policy").text, "served at https://cdn.acme.test/chat.js")
    hostile = "\"}\nscripts: ['<script>x</script>']\n# {{ 7*7 }}"

    page = send(saver, chat, act="look", by=hostile, why=hostile).text
    answer = send(saver, chat, act="save", by=hostile, why=hostile)

    approved = read_policy(policy).scripts[0].approved
    assert "<script" not in page
    assert answer.status_code == 303
    assert approved
    assert approved.by == " ".join(hostile.split())


def test_all_lines_of_a_section_are_ticked_and_unticked_without_scripts(saver: Visitor):
    ticked = send(saver, act="tick-scripts", by="Web team", why="").text
    lines = re.findall(r'name="(line-\w+)" value="1" checked', ticked)
    unticked = send(saver, *lines, act="untick-scripts").text

    assert len(lines) == 4
    assert 'value="Web team"' in ticked
    assert " checked" not in unticked


def test_without_leave_nothing_is_saved(store: Store, run: Path, policy: Path):
    shown = Policies([stored_run(run, read_report(run))], [policy])
    for client in signed_in(store, shown):
        page = client.get("/policy").text
        chat = line_of(page, "served at https://cdn.acme.test/chat.js")
        answer = send(client, chat, act="save", **NAMED)

    assert "Approve and save" not in page
    assert "--save-policy" in page
    assert answer.status_code == 409
    assert policy.read_text("utf-8") == POLICY


def test_a_first_policy_is_downloaded(first: Visitor):
    chat = line_of(first.get("/policy").text, "served at https://cdn.acme.test/chat.js")

    answer = send(first, chat, act="download", **NAMED)

    assert answer.headers["content-disposition"] == 'attachment; filename="policy.yaml"'
    assert parsed(answer.text).site == SITE


def test_a_form_without_its_token_changes_nothing(saver: Visitor, policy: Path):
    answer = send(saver, "line-00000000", act="save", form_token="guess", **NAMED)

    assert answer.status_code == 403
    assert policy.read_text("utf-8") == POLICY


@pytest.mark.parametrize("act", ["", "x", "tick-", "tick-x", "untick-<script>", "saved"])
def test_any_other_button_saves_nothing(saver: Visitor, policy: Path, act: str):
    answer = send(saver, act=act, **NAMED)

    assert answer.status_code in {200, 422}
    assert "<script" not in answer.text
    assert policy.read_text("utf-8") == POLICY


def test_a_policy_that_is_broken_meanwhile_is_told_with_its_line(saver: Visitor, policy: Path):
    policy.write_text("version: 1\nsites: x\n", "utf-8")

    shown = saver.get("/policy")
    sent = send(saver, "line-00000000", act="save", **NAMED)

    assert "No proposal can be made." in shown.text
    assert "clinic.yaml:2" in shown.text
    assert (shown.status_code, sent.status_code) == (200, 503)


def test_without_runs_it_says_what_to_do(store: Store):
    for client in signed_in(store, Policies()):
        page = client.get("/policy?site=x&saved=99999999999").text
        sent = send(client, act="save", **NAMED)

    assert "scriptward serve --run first-run --policy policy.yaml" in page
    assert "saved</b>" not in page
    assert sent.status_code == 422


def test_an_incomplete_run_is_named(store: Store, tmp_path: Path):
    run = clinic_run(tmp_path / "cut", complete=False)
    for client in signed_in(store, Policies([stored_run(run, read_report(run))])):
        page = client.get("/policy").text

    assert "is incomplete: page 2: timed out. What it didn’t reach isn’t proposed." in page


def test_two_files_for_one_site_and_what_is_no_policy_are_refused(policy: Path, tmp_path: Path):
    other = tmp_path / "other.yaml"
    other.write_text(POLICY, "utf-8")

    with pytest.raises(UsageError, match=r"both for www\.clinic\.test"):
        Policies([], [policy, other])
    other.write_text("version: 7\n", "utf-8")
    with pytest.raises(PolicyError):
        Policies([], [other])
