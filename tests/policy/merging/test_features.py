"""Two `Permissions-Policy` headers made one: nothing is on that either switches off."""

from hypothesis import given
from hypothesis import strategies as st

from scriptward.lib.structured_fields import Inner, dictionary, inner_list, read_dictionary
from scriptward.policy.merging.features import merged

FEATURES = ("camera", "geolocation", "usb")
ORIGINS = ("self", '"https://a.test"', '"https://b.test"')
allowed = st.sampled_from(["*", *ORIGINS]) | st.lists(st.sampled_from(ORIGINS), unique=True).map(
    inner_list
)
headers = st.dictionaries(st.sampled_from(FEATURES), allowed, min_size=1).map(dictionary)


def held(value, feature):
    """Who may use a feature; who isn't named is as the browser has it."""
    words = read_dictionary(value).get(feature)
    if words is None:
        return {"*", *ORIGINS}
    names = words.words if isinstance(words, Inner) else (words,)
    found = {f'"{one.text}"' if one.quoted else one.text for one in names}
    return {"*", *ORIGINS} if "*" in found else found


@given(headers, st.lists(headers, max_size=3))
def test_what_is_made_allows_exactly_what_all_do(ours, theirs):
    value, _ = merged(ours, tuple(theirs))

    for feature in FEATURES:
        wanted = held(ours, feature)
        for one in theirs:
            wanted = wanted & held(one, feature)
        assert held(value, feature) == wanted


def test_everybody_and_one_is_one():
    assert merged("camera=*", ("camera=(self)",))[0] == "camera=(self)"
    assert merged("camera=(self)", ("camera=*",))[0] == "camera=(self)"


@given(st.text(max_size=60))
def test_any_header_is_merged(theirs):
    value, said = merged("camera=()", (theirs,))

    assert held(value, "camera") == set()
    assert said or theirs.strip() == "camera=()"
