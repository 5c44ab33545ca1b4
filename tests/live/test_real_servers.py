"""What real web servers deliver of a policy, and what becomes of it by one slip of a hand."""

import re
from contextlib import contextmanager

import pytest

from scriptward.app import policy_delivery, policy_live
from scriptward.policy.compilation import whole
from scriptward.policy.language import read_policy
from tests.live.test_live import POLICY
from tests.policy.delivery.servers import open_folder, running


@pytest.fixture(scope="module")
def policy(tmp_path_factory):
    path = tmp_path_factory.mktemp("servers") / "policy.yaml"
    path.write_text(POLICY)
    return read_policy(path)


@contextmanager
def serving(policy, server, name, edit=lambda text: text):
    with open_folder() as folder:
        site = policy_delivery.delivered(
            policy, whole(policy), server, collector="/_scriptward", nonce=""
        )
        written = policy_delivery.write(server, site, folder)
        texts = {path.name: edit(path.read_text()) for path in written if path.parent == folder}
        with running(name, folder, texts) as started:
            yield f"http://127.0.0.1:{started.port}/"


def found(policy, url):
    delivery = policy_live.delivered(policy, [url], policy_live.Wanted())
    assert delivery.failures == ()
    reports = [one for one in delivery.faults if one.kind == "reports lost"]
    assert [(one.role, one.who, one.severity) for one in reports] == [
        ("reports", "web server", "medium")
    ]  # no collector is behind these servers
    return tuple(one for one in delivery.faults if one not in reports)


@pytest.mark.parametrize("server,name", [("nginx", "nginx"), ("apache", "apache2")])
def test_what_was_compiled_for_a_server_arrives(policy, server, name):
    with serving(policy, server, name) as url:
        assert found(policy, url) == ()


def test_nginx_without_always_leaves_errors_bare(policy):
    with serving(policy, "nginx", "nginx", lambda text: text.replace(" always;", ";")) as url:
        high, *others = found(policy, url)

    assert (high.kind, high.role, high.who) == ("lost", "error", "web server")
    assert high.headers == ("Content-Security-Policy",)
    assert high.named.startswith("nginx")
    assert "`add_header … always`" in high.do
    assert {(one.kind, one.role, one.severity) for one in others} == {("lost", "error", "medium")}


def test_a_page_of_a_caddy_without_templates_has_no_guard(policy):
    with serving(policy, "caddy", "caddy") as url:
        faults = found(policy, url)

    assert [(one.kind, one.who) for one in faults] == [("guard missing", "application")]


def test_a_guard_of_an_earlier_policy_is_named(policy):
    def earlier(text):
        return re.sub(r"sha384-[A-Za-z0-9+/=]+", "sha384-" + "A" * 64, text)

    with serving(policy, "nginx", "nginx", earlier) as url:
        faults = found(policy, url)

    assert [one.kind for one in faults] == ["stale", "guard refused"]
