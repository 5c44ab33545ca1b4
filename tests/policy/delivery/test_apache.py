"""A real apache with the configuration that was written for it."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scriptward.policy.delivery.apache import apache
from tests.policy.delivery.delivered import SCRIPT, asserted, delivered
from tests.policy.delivery.servers import open_folder, running

PRINTABLE = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1).filter(
    lambda text: text == text.strip()
)


@pytest.fixture(scope="module")
def server():
    with open_folder() as folder:
        files = apache.write(delivered(folder))
        with running("apache2", folder, files, SCRIPT) as started:
            yield started


def test_every_response_has_the_headers_as_compiled(server):
    asserted(server)


@settings(max_examples=3, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(st.lists(PRINTABLE, min_size=30, max_size=60))
def test_any_value_comes_out_of_it_unchanged(values):
    headers = tuple((f"X-{number}", value) for number, value in enumerate(values))

    with (
        open_folder() as folder,
        running("apache2", folder, apache.write(delivered(folder, headers))) as it,
    ):
        page = it.get("/")

    assert [(name, *page.of(name)) for name, _ in headers] == list(headers)


def test_without_a_guard_headers_are_sent_all_the_same():
    files = apache.write(delivered("/x", guard=""))

    assert "guard." not in "".join(files.values())
