"""Structured fields: what is written is what the grammar of RFC 9651 says, and reads back."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scriptward.lib.structured_fields import (
    FieldError,
    Inner,
    Word,
    dictionary,
    inner_list,
    read_dictionary,
    read_list,
    string,
    token,
    written,
)

SF_TOKEN = r"[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*"
SF_STRING = r'"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\"|\\\\)*"'
SF_ITEM = rf"(?:{SF_TOKEN}|{SF_STRING})"
SF_PARAMETERS = rf"(?:;[ ]*[a-z*][a-z0-9_.*-]*(?:={SF_ITEM})?)*"
SF_INNER_LIST = rf"\([ ]*(?:{SF_ITEM}(?:[ ]+{SF_ITEM})*)?[ ]*\){SF_PARAMETERS}"
"""RFC 9651, appendix C (ABNF), for the types written here."""

texts = st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=30)
tokens = st.from_regex(SF_TOKEN, fullmatch=True)
keys = st.from_regex(r"[a-z*][a-z0-9_.*-]{0,8}", fullmatch=True)


@given(st.lists(tokens.map(token) | texts.map(string)), st.dictionaries(keys, tokens))
def test_what_is_written_is_in_the_grammar_and_reads_back(words, parameters):
    text = inner_list(words, parameters=parameters)

    assert re.fullmatch(SF_INNER_LIST, text)
    (back,) = read_list(text)
    assert written(back) == text


@given(st.dictionaries(keys, texts))
def test_a_dictionary_reads_back(members):
    read = read_dictionary(dictionary({key: string(text) for key, text in members.items()}))

    assert read == {key: Word(text=text, quoted=True) for key, text in members.items()}


@given(st.text(max_size=60) | st.text(alphabet='()"\\;=,? a1*-:@%\t', max_size=40))
def test_any_text_gives_members_or_the_declared_error(text):
    for reader in (read_list, read_dictionary):
        with contextlib.suppress(FieldError):
            reader(text)


def test_tokens_strings_lists_and_parameters_are_told_apart():
    read = read_dictionary('a=(self "https://h";x=1);y, b=*, c;z=?0, d="q\\"\\\\"')

    assert read == {
        "a": Inner(
            words=(
                Word(text="self"),
                Word(text="https://h", quoted=True, parameters=(("x", "1"),)),
            ),
            parameters=(("y", ""),),
        ),
        "b": Word(text="*"),
        "c": Word(text="?1", parameters=(("z", "?0"),)),
        "d": Word(text='q"\\', quoted=True),
    }


def test_of_two_members_with_one_key_the_last_holds():
    assert read_dictionary("a=b, a=c") == {"a": Word(text="c")}


@pytest.mark.parametrize(
    "text", ["(a", "(a,b)", "a b", "a,", '"a', "(a\tb)", 'é"', "a;B", '("a""b")', "a;"]
)
def test_what_is_malformed_is_refused(text):
    with pytest.raises(FieldError):
        read_list(text)


@pytest.mark.parametrize("text", ["a\nb", "é", "a\x7f"])
def test_a_string_that_no_header_can_hold_is_refused(text):
    with pytest.raises(ValueError, match="printable ASCII"):
        string(text)


def test_what_is_no_token_or_key_is_refused():
    with pytest.raises(ValueError, match="no token"):
        token("1a")
    with pytest.raises(ValueError, match="no key"):
        dictionary({"A": "b"})
