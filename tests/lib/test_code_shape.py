"""Code that differs in what its texts and numbers say alone has one shape."""

import time

import pytest

from scriptward.lib.code_shape import LONGEST, shape

MODULE = """
  // state of this view
  import {{ createApp }} from "vue";
  const app = createApp(read(String.raw`{state}`), {{
    version: "3.18.0", query: {{"client_id": "{client}", "next": {number}}},
    ask(name) {{ return `[name="${{name}}"]`; }},
  }});
  app.mount("#app");
"""


def module(state: str = "{}", client: str = "7f3a", number: str = "0") -> str:
    return MODULE.format(state=state, client=client, number=number)


@pytest.mark.parametrize(
    "other",
    [
        module(state='{"1": {"tag": "q-btn", "text": "it\\`s"}}'),
        module(client="c01d \\" + '"' + " \u2028"),
        module(number="17"),
        module(number="2.5"),
    ],
)
def test_what_texts_and_numbers_say_is_no_part_of_it(other: str):
    assert shape(module())
    assert shape(other) == shape(module())


@pytest.mark.parametrize(
    "other",
    [
        module(client='"}}); steal(); f({a: {b: "'),
        module(state="`), steal(), (`"),
        module(state="${steal()}"),
        module(number="steal()"),
        module(number="1..constructor"),
        module(number="-1"),
        module().replace("vue", "https://evil.test/x.js"),
        module().replace("client_id", "__proto__"),
        module().replace("// state", "// State"),
        module().replace("\n  app", "\n\n  app"),
        module() + ";steal()",
        module().replace("createApp(", "steal("),
        module().replace('[name="', '[name="x'),
    ],
)
def test_any_other_difference_is_another_shape(other: str):
    assert shape(other) != shape(module())


@pytest.mark.parametrize(
    "one, other",
    [
        ('window["a"]("x")', 'window["eval"]("x")'),
        ('eval("a")', 'eval("steal()")'),
        ('setTimeout( "a", 5)', 'setTimeout( "steal()", 5)'),
        ('x.innerHTML = "a"', 'x.innerHTML = "<img>"'),
        ('import("./a.js")', 'import("./b.js")'),
        ('s.src = "a"', 's.src = "b"'),
        ('s.setAttribute("src", "a")', 's.setAttribute("src", "b")'),
        ("f = `a`; eval(`b`)", "f = `a`; eval(`c`)"),
        ('({"a"() { go() }})', '({"toString"() { go() }})'),
        ("tag`a${1}b`", "tag`a${1}c`"),
    ],
)
def test_what_names_something_or_is_run_belongs_to_it(one: str, other: str):
    assert shape(one)
    assert shape(one) != shape(other)


COUNTED = 'show({"p%s": "80b91067-6a18-4930-84e4-c68be353c2d3"}, ["p%s", "%s"])'


def test_what_a_server_counts_in_its_keys_and_lists_is_no_part_of_it():
    one = COUNTED % (1059, 1059, "80b91067-6a18-4930-84e4-c68be353c2d3")
    other = COUNTED % (7, 11, "00000000-aaaa-bbbb-cccc-0123456789ab")

    assert shape(one)
    assert shape(one) == shape(other)


@pytest.mark.parametrize(
    "one, other",
    [
        ('f({"p1": 1})', 'f({"q1": 1})'),
        ('f({"p1": 1})', 'f({"p": 1})'),
        ('f({"p1": 1})', 'f({"p\\x31": 1})'),
        ('f({"\\x65val": 1})', 'f({"\\x66val": 1})'),
        ('f(["1"])', 'f(["eval"])'),
        ('import("1.js")', 'import("2.js")'),
        ('s.src = ["1"]', 's.src = "1"'),
        ('open(["1"])', 'open(["2"])'),
        ('eval("f1()")', 'eval("f2()")'),
    ],
)
def test_a_name_that_differs_in_more_than_a_count_is_another_shape(one: str, other: str):
    assert shape(one) != shape(other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a = /'/; b = 'x'",
        "a = b / c",
        "<!-- x\nf('a')",
        "a\n--> x",
        "'open",
        "`open",
        "`a${b",
        "\\u0065val('x')",
        "a = '\n'",
        "\x00s",
        "/* open",
        "x" * (LONGEST + 1),
    ],
)
def test_where_it_is_not_sure_there_is_none(text: str):
    assert shape(text) == ""


def test_nested_templates_are_followed():
    assert shape("f(`a${g({b: `c${d}`})}e`, 'x')") == shape("f(`a${g({b: `c${d}`})}e`, 'y')")
    assert shape("f(`a${g('x')}e`)") == shape("f(`a${g('y')}e`)")


@pytest.mark.parametrize("piece", ["'", "`${", "{", "/*", "a'\\", "x.y[", "(((", "eval(", "0."])
def test_hostile_text_takes_no_time(piece: str):
    begun = time.process_time()

    shape(piece * (LONGEST // len(piece)))

    assert time.process_time() - begun < 3
