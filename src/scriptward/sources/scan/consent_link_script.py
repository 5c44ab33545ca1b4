"""JavaScript that finds and uses a site's own opt-out, run in a world of the scanner's own."""

_COMMON = r"""
const shown = e => e.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})
  && e.getClientRects().length > 0;
const all = (selector, root = document) => {
  const found = [...root.querySelectorAll(selector)];
  for (const e of root.querySelectorAll('*'))
    if (e.shadowRoot) found.push(...all(selector, e.shadowRoot));
  return found;
};
const words = e => String(e.innerText || e.value || e.getAttribute('aria-label') || e.title || '')
  .replace(/[\s\u00a0]+/g, ' ').trim().slice(0, 120);
const CLICKABLE = 'a,button,[role=button],[role=link],input[type=button],input[type=submit]';
"""

FIND = (
    r"(() => {"
    + _COMMON
    + r"""
  const ranks = [
    /\b(do not|don.?t) (sell|share)|no (vender|vendan)|not? sell (my|or)/i,
    /\bopt[\s-]?out\b/i,
    /\b(your|my|us|california|state) privacy (choices|rights)\b|\bprivacy (choices|opt)/i,
    /limit (the )?use( and disclosure)? of my sensitive/i,
  ];
  const ADDRESS = /do-?not-?sell|opt-?out|privacy-?choices/i;
  const EXCEPT = /e-?mail|newsletter|text messages?|sms|unsubscribe/i;
  let best = null;
  for (const e of all(CLICKABLE)) {
    const text = words(e) || [...e.querySelectorAll('img[alt]')].map(i => i.alt).join(' ');
    if (!shown(e) || text.length > 110 || EXCEPT.test(text)) continue;
    let rank = ranks.findIndex(one => one.test(text));
    if (rank < 0 && text && ADDRESS.test(e.getAttribute('href') || '')) rank = ranks.length;
    if (rank >= 0 && (!best || rank < best.rank)) best = {rank, e, text};
  }
  if (!best) return '{}';
  const {e, text} = best;
  const link = e.closest('a[href]');
  if (link && link.target && link.target !== '_self' && /^https?:/.test(link.href))
    return JSON.stringify({text: text.slice(0, 80), address: link.href});
  e.scrollIntoView({block: 'center', behavior: 'instant'});
  const box = e.getClientRects()[0];
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  const hit = e.getRootNode().elementFromPoint(x, y);
  if (hit && (e === hit || e.contains(hit) || hit.contains(e)))
    return JSON.stringify({text: text.slice(0, 80), x, y});
  globalThis.scriptwardLink = e;
  setTimeout(() => e.click(), 300);
  return JSON.stringify({text: text.slice(0, 80)});
})()"""
)
"""Gives the link's words and where it can be clicked; one that something covers is clicked."""

CONTROL = (
    r"((used, first, use) => {"
    + _COMMON
    + r"""
  const KEPT = new RegExp([
    "you(?:'ve| have| are)(?: now| been| successfully| already)* opted[\\s-]?out",
    "opt(?:ed)?[\\s-]?out (?:request |preference |choice )?(?:(?:has|have) been |was |is )?" +
      "(?:received|recorded|saved|confirmed|honou?red|successful|complete|processed)",
    "(?:preferences?|choices?|settings|selections?) (?:(?:has|have) been |were |was )?" +
      "(?:saved|updated|recorded|received)",
    "we (?:will|do) (?:not|no longer) (?:sell|share)",
  ].join('|'), 'i');
  const text = (document.body ? document.body.innerText : '').replace(/[\s\u00a0]+/g, ' ');
  const kept = (text.match(KEPT) || [''])[0].slice(0, 80);
  const confirmed = kept && kept !== first ? kept : '';
  if (!use || confirmed) return JSON.stringify({confirmed});
  const dialogs = all('dialog[open],[role=dialog],[role=alertdialog],[aria-modal=true]')
    .filter(shown);
  const root = dialogs[dialogs.length - 1] || document;
  const SAVE = [
    /\bopt[\s-]?(me )?out\b|\b(do not|don.?t) (sell|share)/i,
    /\breject all\b|\bdecline all\b|\bdisable all\b/i,
    /\bconfirm\b|\bsave\b|\bapply\b/i,
    /\bsubmit\b|^yes\b|\bcontinue\b/i,
  ];
  const AGAINST = /\b(accept|allow|opt[\s-]?in|agree|cancel|sign in|log ?in|search|subscribe)\b/i;
  const KIND = /sell|sale|shar|target|advertis|marketing|analytic|track|perform|social|opt/i;
  const NOT = /\b(do not|don.?t|opt[\s-]?(me )?out|limit|reject|no)\b/i;
  const switches = area => all('input[type=checkbox],input[type=radio],[role=switch]', area)
    .map(e => {
      const named = e.labels && e.labels[0] ? words(e.labels[0]) : words(e);
      return [e, `${named} ${e.name || ''} ${e.id || ''} ${e.getAttribute('aria-label') || ''}`];
    }).filter(([e, label]) => !e.disabled && KIND.test(label));
  // without a form, a button that saves keeps the switches of the least part around both
  const about = part => switches(part).some(([, label]) => /sell|sale|shar|advertis/i.test(label));
  const around = (e, rank) => {
    if (e.closest('form') || root !== document) return e.closest('form') || root;
    let part = rank === 2 ? e.parentElement : null;
    while (part && !about(part)) part = part.parentElement;
    return part;
  };
  let best = null;
  for (const e of all(CLICKABLE, root)) {
    const label = words(e);
    const elsewhere = e.matches('a[href]') && !/^(#|javascript:)/i.test(e.getAttribute('href'));
    if (!shown(e) || e.disabled || elsewhere || !label || label.length > 80) continue;
    if (used.includes(label.slice(0, 80)) || AGAINST.test(label)) continue;
    const rank = SAVE.findIndex(one => one.test(label));
    if (rank < 0 || (rank > 1 && !around(e, rank))) continue;
    if (!best || rank < best.rank) best = {rank, e, label};
  }
  if (!best) return '{}';
  const area = around(best.e, best.rank);
  if (area) {
    const typed = 'input:not([type]),input[type=text],input[type=email],input[type=tel],textarea';
    const site = 'header,nav,footer,[role=search]';
    if (all(typed, area).some(e => shown(e) && !e.readOnly && !e.value && !e.closest(site)))
      return JSON.stringify({asks: true});
    for (const [e, label] of switches(area)) {
      const on = e.matches('[role=switch]') && !('checked' in e)
        ? e.getAttribute('aria-checked') === 'true' : e.checked;
      if (NOT.test(label) !== on && (e.type !== 'radio' || !on)) e.click();
    }
  }
  best.e.click();
  return JSON.stringify({used: best.label.slice(0, 80)});
})"""
)
"""Called with words of what was used, a confirmation that stood there before, and whether to use
what it finds: sets switches to "no" and presses the button that keeps them."""

STORED = r"""
(() => {
  const stored = document.cookie.split('; ');
  try {
    for (const area of [localStorage, sessionStorage])
      for (let i = 0; i < area.length && i < 500; i++)
        stored.push(`${area.key(i)}=${String(area.getItem(area.key(i))).slice(0, 500)}`);
  } catch { /* a page without storage */ }
  return JSON.stringify(stored);
})()
"""
"""Cookies and storage entries that a page can read; in memory only."""
