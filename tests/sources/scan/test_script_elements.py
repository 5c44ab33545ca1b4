"""What stands inside script elements and beside them."""

import time

import pytest

from scriptward.sources.scan.script_elements import parted


@pytest.mark.parametrize(
    "text, inside",
    [
        ("<p>x</p><script>a()</script>", "a()"),
        ("<SCRIPT type='x>y' data-z=\"</script>\">\n a() \n</SCRIPT >", "a()"),
        ("<script async\n>a()</script\n>", "a()"),
        ("<svg><script>a(1 &lt; 2)</script></svg>", "a(1 < 2)"),
        ("<svg><script><![CDATA[ a(1 < 2) ]]></script></svg>", "a(1 < 2)"),
        ("<script>a()", "a()"),
        ("<script>s = '<script>a()</scr' + 'ipt>'</script>", "s = '<script>a()</scr' + 'ipt>'"),
    ],
)
def test_the_text_of_an_element_is_found_whole(text, inside):
    assert inside in parted(text).inside
    assert inside not in parted(text).beside


def test_what_stands_beside_keeps_attributes():
    found = parted('<a onclick="b()">x</a><script data-c="d()">a()</script><i onclick="e()">')

    assert found.beside == '<a onclick="b()">x</a><script data-c="d()"></script><i onclick="e()">'


def test_other_elements_are_none():
    assert parted("<scripts>a()</scripts>").inside == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "<script " * 500_000,
        '<script "' * 400_000,
        "<script>" * 500_000,
        "<script>a</script>" * 200_000,
    ],
    ids=["no end", "open quotes", "nested", "many"],
)
def test_a_text_made_to_be_slow_is_not(text):
    began = time.process_time()
    parted(text)

    assert time.process_time() - began < 5
