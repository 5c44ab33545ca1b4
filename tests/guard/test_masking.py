"""A field that a rule masks is kept from a vendor's script however it reads; the page's own may."""

import json

import pytest

from scriptward.app.guard import guard_script
from scriptward.policy.language.reader import parsed

HOST = "watch.evil.test"
POLICY = f"""
version: 1
site: www.clinic.test
mode: enforce
defaults: {{"*": forbid}}
recipients:
  watch: {{hosts: [{HOST}], baa: none}}
scripts:
  - {{match: "/**", approved: {{by: lab, date: 2026-11-01, why: "the page's own"}}}}
  - {{match: "http://{HOST}/**", owner: watch, approved: {{by: a, date: 2026-11-01, why: "watch"}}}}
rules:
  - {{id: own, permit: [send, read, load], to: self}}
  - {{id: shown, permit: [load, read], to: watch}}
  - {{id: hide, mask: [email], from: watch}}
"""
TYPED = "jane@roe.test"
READER = """
window.NAME = {};
for (const kind of ["keydown", "keypress", "input", "beforeinput"])
  addEventListener(kind, (event) => {
    for (const part of ["key", "code", "keyCode", "charCode", "which", "data"])
      if (event.target.name && event[part] && !(event.key?.length > 1))
        (NAME[event.target.name + " " + kind + " " + part] ??= []).push(event[part]);
    if (event.key === "Enter") NAME.enter = true;
  }, true);
window.read_NAME = (name) => {
  const field = document.querySelector("[name=" + name + "]");
  field.focus();
  field.select();
  const selected = getSelection().toString();
  field.type = "hidden";
  const hidden = field.getAttribute("value") ?? "";
  field.setAttribute("type", "button");
  const button = field.getAttribute("value") ?? "";
  field.setAttribute("type", "text");
  return { selected, hidden, button };
};
"""
PAGE = (
    "<!doctype html><script src=/masking-guard.js></script><link rel=icon href='data:,'>"
    "<input name=email><input name=colour>"
    f"<script src=/own.js></script><script src=http://{HOST}/vendor.js></script>"
)


@pytest.fixture(scope="module")
def read(chromium, site):
    """What the vendor's and the page's own script read of two fields."""
    site.files["/masking-guard.js"] = guard_script(parsed(POLICY), headers=True)
    site.files["/masking"] = PAGE.encode()
    site.files["/own.js"] = READER.replace("NAME", "own").encode()
    site.files["/vendor.js"] = READER.replace("NAME", "vendor").encode()
    context = chromium.new_context()
    page = context.new_page()
    page.goto("http://www.clinic.test/masking")
    for name in ("email", "colour"):
        page.locator(f"[name={name}]").press_sequentially(TYPED)
        page.keyboard.press("Enter")
    got = page.evaluate(
        "(names) => ({ vendor, own, read: names.map((n) => [n, read_vendor(n), read_own(n)]) })",
        ["email", "colour"],
    )
    context.close()
    return json.loads(json.dumps(got))


def test_the_keys_of_a_masked_field_are_not_told(read):
    assert [said for said in read["vendor"] if said.startswith("email")] == []


@pytest.mark.parametrize(
    "whose", [("vendor", "colour"), ("own", "colour"), ("own", "email")], ids="-".join
)
def test_the_keys_of_other_fields_are_and_all_are_to_the_page(read, whose):
    who, name = whose
    seen = read[who]

    assert [key for key in seen[f"{name} keydown key"] if len(key) == 1] == list(TYPED)
    assert "".join(seen[f"{name} input data"]) == TYPED
    assert len(seen[f"{name} keypress charCode"]) == len(TYPED)
    assert len(seen[f"{name} keypress which"]) == len(TYPED)


def test_keys_that_write_nothing_are_told(read):
    assert read["vendor"]["enter"] is True


def test_neither_a_selection_nor_another_type_tells_of_a_masked_field(read):
    (_, vendor, own), (_, colour, _) = read["read"]

    assert vendor == {"selected": "", "hidden": "", "button": ""}
    assert own == {"selected": TYPED, "hidden": TYPED, "button": TYPED}
    assert colour == own
