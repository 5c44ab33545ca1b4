"""Two `Connection-Allowlist` headers made one: nothing is reached that either shuts out."""

from hypothesis import given
from hypothesis import strategies as st

from scriptward.lib.structured_fields import inner_list, string
from scriptward.policy.merging.allowlist import permitted
from scriptward.policy.merging.allowlists import merged

HOSTS = ("a.test", "b.a.test", "c.test", "d.c.test")
PATTERNS = tuple(f"https://{host}" for host in (*HOSTS, "*.a.test", "*.c.test", "*.test"))
lists = st.lists(st.sampled_from(PATTERNS), unique=True).map(
    lambda found: inner_list(["response-origin", *map(string, found)])
)


def reached(value):
    """Hosts of `HOSTS` that a list permits."""
    items = permitted(value)
    assert items is not None
    words = [word.text.removeprefix("https://") for word in items.words if word.quoted]
    return {
        host
        for host in HOSTS
        if any(host == one or (one[0] == "*" and host.endswith(one[1:])) for one in words)
    }


@given(lists, lists)
def test_what_is_made_reaches_exactly_what_both_do(ours, theirs):
    value, _ = merged(ours, (theirs,))

    assert reached(value) == reached(ours) & reached(theirs)
    assert "response-origin" in value


def test_the_first_of_theirs_is_the_one_that_counts():
    first = '(response-origin "https://a.test")'
    second = '(response-origin "https://c.test")'

    assert merged(second, (first, second))[0] == "(response-origin)"


def test_the_site_itself_is_never_shut_out_by_a_mistake_in_theirs():
    ours = '(response-origin "https://a.test")'

    value, said = merged(ours, ('(self "https://a.test")',))

    assert value == ours
    assert any(one.startswith("response-origin stays, though the header sent") for one in said)


def test_following_redirects_takes_both():
    ours = "(response-origin);redirects=allow;report-to=scriptward"

    value, said = merged(ours, ("(response-origin);webrtc=allow",))

    assert value == "(response-origin);report-to=scriptward"
    assert "redirects=allow: the header sent already blocks them: left out" in said


@given(st.text(max_size=60))
def test_any_header_is_merged_or_left_alone(theirs):
    ours = '(response-origin "https://a.test")'

    value, said = merged(ours, (theirs,))

    assert reached(value) <= {"a.test"}
    assert said or theirs.strip() == ours
