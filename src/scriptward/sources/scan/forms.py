"""Forms met on a bare address: which canary each field gets, by what the field is."""

import msgspec

from scriptward.knowledge.field_kinds import kind_of_field
from scriptward.vocabulary.words import DataKind

LOOK = r"""
(() => {
  const cut = (text, n) => String(text || '').slice(0, n);
  const found = [];
  const named = new Set();
  for (const f of Document.prototype.querySelectorAll.call(document, 'input,select,textarea')) {
    if (found.length >= 60) break;
    if (f.disabled || f.readOnly || !f.getClientRects().length) continue;
    const tag = f.tagName.toLowerCase();
    const name = f.getAttribute('name') || '';
    const choice = f.type === 'radio' || f.type === 'checkbox';
    let selector = '';
    if (f.id) selector = '#' + CSS.escape(f.id);
    else if (name) selector = `${tag}[name="${CSS.escape(name)}"]` +
      (choice ? `[value="${CSS.escape(f.value)}"]` : '');
    if (!selector || (f.type === 'radio' && named.has(name))) continue;
    named.add(name);
    const label = (f.labels && f.labels[0] ? f.labels[0].innerText : '') ||
      f.getAttribute('aria-label') || f.placeholder || '';
    const options = tag === 'select'
      ? [...f.options].filter(o => o.value && !o.disabled).map(o => cut(o.value, 200)) : [];
    found.push({selector, tag, type: f.type, name: cut(name || f.id, 80),
      autocomplete: cut(f.autocomplete, 80), label: cut(label, 120),
      options: options.slice(0, 50), value: choice ? cut(f.value, 200) : ''});
  }
  return JSON.stringify(found);
})()
"""
"""Run in a world of our own; gives the visible, usable fields, never what stands in them."""

_CANARIES: dict[DataKind, str] = {
    DataKind.EMAIL: "email",
    DataKind.PHONE: "phone",
    DataKind.NAME: "full_name",
    DataKind.DOB: "dob",
    DataKind.SSN: "ssn",
    DataKind.MRN: "mrn",
    DataKind.MEMBER_ID: "member_id",
    DataKind.ADDRESS: "street_address",
    DataKind.ZIP: "zip",
    DataKind.SEARCH_TERM: "search_phrase",
    DataKind.CONDITION: "condition",
    DataKind.MEDICATION: "medication",
    DataKind.PROVIDER_NAME: "provider",
    DataKind.APPOINTMENT: "reason",
    DataKind.CARD_DATA: "card_number",
    DataKind.USERNAME: "username",
    DataKind.PASSWORD: "password",
}
_CLOSER: tuple[tuple[DataKind, tuple[str, ...], str], ...] = (
    (DataKind.NAME, ("given", "first"), "given_name"),
    (DataKind.NAME, ("family", "last", "surname"), "family_name"),
    (DataKind.ADDRESS, ("city", "town", "address-level2"), "city"),
    (DataKind.CARD_DATA, ("csc", "cvv", "cvc", "security"), "cvv"),
    (DataKind.CARD_DATA, ("exp",), "card_expiry"),
    (DataKind.CARD_DATA, ("cc-name", "holder"), "full_name"),
)
_BY_TYPE = {"date": "dob", "email": "email", "tel": "phone", "search": "search_phrase"}
CHOICES = frozenset({"checkbox", "radio"})
TRIVIAL = frozenset({"", "on", "off", "1", "0", "yes", "no", "true", "false"})
"""Values of boxes that say nothing on their own."""
_TYPED = frozenset(
    {"text", "email", "tel", "search", "password", "url", "number", "date", "textarea", ""}
)


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a form on a page."""

    selector: str
    tag: str
    type: str
    name: str
    autocomplete: str = ""
    label: str = ""
    options: tuple[str, ...] = ()
    value: str = ""
    """Of a box: what the form would send if it were ticked."""

    @property
    def typed(self) -> bool:
        """Whether a person types into it."""
        return self.tag != "select" and self.type in _TYPED

    def canary(self) -> str:
        """Name of the canary it gets: the field's own name, then its kind."""
        kind = kind_of_field(
            type=self.type, name=self.name, autocomplete=self.autocomplete, label=self.label
        )
        words = f"{self.autocomplete} {self.name} {self.label}".lower()
        last = _CANARIES.get(kind, "message") if kind else _BY_TYPE.get(self.type, "message")
        for wanted, marks, closer in _CLOSER:
            if kind is wanted and any(mark in words for mark in marks):
                last = closer
                break
        field = self.name.replace(".", "_") or "field"
        return last if field == last else f"{field}.{last}"


def fitting(text: str, *, type: str) -> str:  # noqa: A002  # HTML's own word
    """The text as a field of that type takes it."""
    if type == "number":
        return "".join(filter(str.isdigit, text)) or "41"
    if type == "url":
        return f"https://{''.join(filter(str.isalnum, text))}.example/"
    if type == "date" and not (text[:4].isdigit() and text.count("-") == 2):  # noqa: PLR2004  # YYYY-MM-DD
        return "1961-04-17"
    return text
