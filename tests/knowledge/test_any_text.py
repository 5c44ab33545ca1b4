"""Whatever a page or a file says, knowledge answers or raises its one declared error."""

import contextlib

from hypothesis import given
from hypothesis import strategies as st

from scriptward.knowledge.advisories import at_least
from scriptward.knowledge.cookies import purpose_of
from scriptward.knowledge.entities import owner_of, recipient_of
from scriptward.knowledge.field_kinds import kind_of_field, kind_of_name
from scriptward.knowledge.identity import Masker
from scriptward.knowledge.libraries import libraries_in
from scriptward.knowledge.page_classes import classified
from scriptward.knowledge.rule import read_pack
from scriptward.vocabulary.capture import RawPage
from scriptward.vocabulary.errors import InputError
from scriptward.vocabulary.words import DataKind

ANY = st.text(st.characters(exclude_categories=()), max_size=300)
ADDRESS = st.one_of(ANY, ANY.map("https://".__add__), ANY.map("https://www.w.test/".__add__))
VERSION = st.from_regex(r"[0-9][0-9.a-z_\-]{1,12}", fullmatch=True)


@given(url=ADDRESS, title=ANY, heading=ANY, field=ANY)
def test_any_page_has_a_class_and_a_reason(url, title, heading, field):
    page = RawPage(key="p", url=url, title=title, headings=(heading,), fields=(field,))

    assert classified(page)[1]


@given(type_=ANY, name=ANY, autocomplete=ANY, label=ANY)
def test_any_field_has_a_kind_or_none(type_, name, autocomplete, label):
    kind = kind_of_field(type=type_, name=name, autocomplete=autocomplete, label=label)

    assert kind is None or isinstance(kind, DataKind)
    assert isinstance(kind_of_name(name), DataKind)


@given(url=ADDRESS, host=ANY, path=ANY)
def test_any_address_has_an_owner(url, host, path):
    assert owner_of(url).entity
    assert recipient_of(host, path=path).entity


@given(url=ADDRESS, source=ANY, name=ANY)
def test_any_code_and_cookie_are_looked_up(url, source, name):
    assert isinstance(libraries_in(url, source), tuple)
    assert purpose_of(name, host=url) is None or name


@given(text=st.text(st.characters(exclude_categories=()), min_size=6, max_size=300))
def test_no_mask_holds_more_than_two_characters_of_its_value(text):
    assert len(Masker(b"k").masked(DataKind.FREE_TEXT, text).text.rstrip("•")) <= 2


@given(one=VERSION, other=VERSION)
def test_of_two_versions_one_is_at_least_the_other(one, other):
    assert at_least(one, other) or at_least(other, one)
    assert at_least(one, one)


@given(text=ANY)
def test_any_text_is_a_pack_or_an_error_with_its_file(text):
    with contextlib.suppress(InputError):
        read_pack(text, path="own.toml")
