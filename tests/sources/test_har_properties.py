"""Any file gives a capture or its one declared error."""

import json
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scriptward.sources.har_import import read_hars
from scriptward.vocabulary.errors import HarError

KEYS = [
    "request", "response", "url", "method", "headers", "cookies", "queryString", "postData", "text",
    "params",
    "encoding", "name", "value", "content", "mimeType", "status", "redirectURL", "pageref",
    "_initiator", "_initiator_type", "_webSocketMessages", "startedDateTime", "bodySize", "stack",
    "callFrames", "parent", "_error", "_resourceType", "data", "opcode",
]  # fmt: skip
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    | st.sampled_from(["https://w.test/", "base64", "text/html", "script", "https://[", "AQI="])
)  # fmt: skip
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)
    ),
    max_leaves=40,
)
REQUESTS = st.dictionaries(st.sampled_from(KEYS), JSON, max_size=8).map(
    lambda found: {**found, "url": "https://w.test/a.js"}
)
ENTRIES = JSON | st.fixed_dictionaries(
    {"request": REQUESTS}, optional={key: JSON for key in KEYS if key != "request"}
)
QUICK = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@QUICK
@given(entries=st.lists(ENTRIES, max_size=4), pages=JSON, browser=JSON)
def test_entries_of_any_shape_are_a_capture(tmp_path, entries, pages, browser):
    path = tmp_path / "a.har"
    log = {"entries": entries, "pages": pages, "browser": browser}
    path.write_text(json.dumps({"log": log}))

    capture = read_hars([path])

    assert len(capture.sendings) + len(capture.failures) <= max(1, len(entries))


@QUICK
@given(data=st.binary(max_size=300), cut=st.integers(0, 200))
def test_any_bytes_are_a_capture_or_the_declared_error(tmp_path, data, cut):
    path = tmp_path / "a.har"
    whole = (
        b'{"log": {"entries": [{"request": {"url": "https://w.test/"}}, {"request": {"url": 1}}]}}'
    )
    path.write_bytes(whole[:cut] + data)

    with suppress(HarError):
        read_hars([path])
