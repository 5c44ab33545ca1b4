"""Addresses that a page links to, read from a world its scripts can't reach."""

import msgspec

from scriptward.sources.scan import own_world
from scriptward.sources.scan.cdp import Connection, RefusedError
from scriptward.sources.scan.targets import Target

_LINKS = r"""
(() => {
  // a form's fields stand before its own properties
  const own = Element.prototype.getAttribute;
  const within = Element.prototype.querySelector;
  const shadow = Object.getOwnPropertyDescriptor(Element.prototype, 'shadowRoot').get;
  const base = Object.getOwnPropertyDescriptor(Node.prototype, 'baseURI').get.call(document);
  const wanted = 'a[href],area[href],form[action]';
  const found = new Set();
  let room = 200000;
  const take = element => {
    const form = element.localName === 'form';
    if (form && (own.call(element, 'method') || 'get').toLowerCase() !== 'get') return;
    if (form && within.call(element, 'input:not([type=submit]),select,textarea')) return;
    if (!form && element.hasAttribute('download')) return;
    try {
      const url = new URL(own.call(element, form ? 'action' : 'href'), base);
      if (url.protocol === 'http:' || url.protocol === 'https:') found.add(url.href.slice(0, 2001));
    } catch {}
  };
  const roots = [document];
  while (roots.length && found.size < 3000) {
    const root = roots.shift();
    const all = (root === document ? Document : DocumentFragment).prototype.querySelectorAll;
    for (const element of all.call(root, wanted)) {
      if (found.size >= 3000) break;
      take(element);
    }
    for (const element of all.call(root, '*')) {
      if (--room < 0) break;
      const inner = shadow.call(element);
      if (inner) roots.push(inner);
    }
  }
  return JSON.stringify([...found]);
})()
"""
"""Anchors, areas and forms that are buttons, those in open shadow roots too."""


async def links(connection: Connection, target: Target) -> tuple[str, ...]:
    """Absolute addresses, in the order of the page; none where it doesn't answer."""
    try:
        answer = await own_world.said(connection, target, target.id, _LINKS)
        return msgspec.json.decode(answer, type=tuple[str, ...])
    except (RefusedError, msgspec.MsgspecError):
        return ()
