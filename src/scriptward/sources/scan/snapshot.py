"""What a page looks like at a moment, read from a world its scripts can't reach.

Texts of inline scripts, handlers and `javascript:` addresses tell such code apart from code made
from strings; title, headings and fields tell what the page is for. Open shadow trees are part of
the page: components keep whole forms in them. Values of fields are never read.
"""

import asyncio
from urllib.parse import unquote

import msgspec

from scriptward.lib.digests import sha256_hex
from scriptward.sources.scan import own_world
from scriptward.sources.scan.cdp import Connection, RefusedError
from scriptward.sources.scan.targets import Target
from scriptward.vocabulary.capture import RawForm

_FRAMES = 40
_LOOK = r"""
(() => {
  const cut = (text, n) => String(text || '').slice(0, n);
  const own = Document.prototype;
  const inside = (root, selector) =>
    (root === document ? own : DocumentFragment.prototype).querySelectorAll.call(root, selector);
  const shadow = Object.getOwnPropertyDescriptor(Element.prototype, 'shadowRoot').get;
  const roots = [document];
  let steps = 200000;
  for (const root of roots) {
    for (const element of inside(root, '*')) {
      if (--steps < 0 || roots.length > 2000) break;
      const inner = shadow.call(element);
      if (inner) roots.push(inner);
    }
  }
  const all = (selector, n) => {
    const found = [];
    for (const root of roots) {
      for (const element of inside(root, selector)) {
        if (found.length === n) return found;
        found.push(element);
      }
    }
    return found;
  };
  const label = f => {
    const named = f.getAttribute('aria-label') || f.placeholder || '';
    return (f.labels && f.labels[0] ? f.labels[0].innerText : '') || named;
  };
  const plain = text => cut(text, 80).replace(/\|/g, ' ').trim();
  const field = f => [f.type, f.name || f.id, f.autocomplete, label(f)].map(plain).join('|');
  const attributes = (test, n) => {
    const found = [];
    const path = `descendant-or-self::*/@*[${test}]`;
    const tops = roots.flatMap(root => root === document ? [root] : [...root.children]);
    for (const top of tops) {
      const walk = own.evaluate.call(document, path, top, null, 5);
      for (let a; found.length < n && (a = walk.iterateNext()); ) found.push(cut(a.value, 20000));
    }
    return found;
  };
  let room = 2000000;
  const texts = [];
  for (const s of all('script:not([src])', 5000)) {
    if ((room -= s.textContent.length) < 0) break;
    texts.push(s.textContent);
  }
  const forms = new Map();
  for (const f of all('input,select,textarea', 200).filter(f => f.type !== 'hidden')) {
    if (!forms.has(f.form)) forms.set(f.form, []);
    forms.get(f.form).push(field(f));
  }
  const action = form => {
    const given = form && Element.prototype.getAttribute.call(form, 'action');
    try { return given ? cut(new URL(given, document.baseURI).href, 2000) : ''; }
    catch { return ''; }
  };
  return JSON.stringify({
    url: cut(location.href, 2000),
    forms: [...forms].map(([form, fields]) => [action(form), fields]),
    title: cut(document.title, 300),
    headings: all('h1,h2,h3,legend', 40).map(h => cut(h.innerText, 200)),
    fields: all('input,select,textarea', 200).filter(f => f.type !== 'hidden').map(field),
    inline: texts,
    handlers: attributes('starts-with(name(), "on")', 5000),
    rules: all('script[type=importmap i],script[type=speculationrules i]', 50)
      .map(s => s.textContent).filter(text => text.length <= 100000),
    addresses: attributes('starts-with(normalize-space(.), "javascript:")', 1000),
    modules: all('script[type=module][src]', 1000).map(s => s.src),
    integrity: all('script[src][integrity]', 1000).map(s => [s.src, cut(s.integrity, 400)]),
    preconnects: all('link[rel~=preconnect],link[rel~=dns-prefetch]', 200).map(l => l.href),
  });
})()
"""


class Look(msgspec.Struct, frozen=True):
    """One frame, as it stood."""

    url: str = ""
    forms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Action and fields of each."""
    title: str = ""
    headings: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    inline: tuple[str, ...] = ()
    handlers: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    """Import maps and speculation rules: not compiled, and a `script-src` has to admit them."""
    addresses: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    integrity: tuple[tuple[str, str], ...] = ()
    preconnects: tuple[str, ...] = ()

    def raw_forms(self) -> tuple[RawForm, ...]:
        """Its forms, with where they stand."""
        return tuple(
            RawForm(document=self.url, action=action, fields=fields)
            for action, fields in self.forms
        )


class Facts:
    """What was seen of one page's elements, over all looks and frames."""

    def __init__(self) -> None:
        self.inline: set[str] = set()
        """Hashes of element texts."""
        self.handlers: set[str] = set()
        self.rules: dict[tuple[str, str], None] = {}
        """Address of the document and text of import maps and speculation rules."""
        self.addresses: set[str] = set()
        """Hashes of code in `javascript:` addresses."""
        self.modules: set[str] = set()
        self.integrity: dict[str, str] = {}
        self.preconnects: dict[str, None] = {}

    def join(self, other: "Facts") -> None:
        """What was seen on another screen of the same document."""
        self.inline |= other.inline
        self.handlers |= other.handlers
        self.addresses |= other.addresses
        self.modules |= other.modules
        self.integrity.update(other.integrity)

    def add(self, look: Look) -> None:
        """One more look."""
        self.inline.update(map(sha256_hex, look.inline))
        self.handlers.update(map(sha256_hex, look.handlers))
        self.rules.update(dict.fromkeys((look.url, text) for text in look.rules))
        for address in look.addresses:
            code = address.strip().partition(":")[2]
            self.addresses.update((sha256_hex(code), sha256_hex(unquote(code))))
        self.modules.update(look.modules)
        self.integrity.update(look.integrity)
        self.preconnects.update(dict.fromkeys(look.preconnects))


async def looks(connection: Connection, target: Target) -> tuple[Look, ...]:
    """The frames of one target, its main frame first. Raises RefusedError where it hangs."""
    ids = await own_world.frames(connection, target)
    main = await _look(connection, target, ids[0])
    rest = await asyncio.gather(
        *(_look(connection, target, frame) for frame in ids[1:_FRAMES]), return_exceptions=True
    )
    return (main, *(look for look in rest if isinstance(look, Look)))


async def _look(connection: Connection, target: Target, frame: str) -> Look:
    answer = await own_world.said(connection, target, frame, _LOOK)
    try:
        return msgspec.json.decode(answer, type=Look)
    except msgspec.MsgspecError as error:
        raise RefusedError("the page could not be read") from error
