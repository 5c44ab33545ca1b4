"""Pages with banners in the shape of real products: the markup, globals and state their rules know.

Each is a page of our own. What a visitor chose is kept in the cookie `choice` (`yes`, `no`); a
product's own state beside it. `broken`: its control to reject is there and does nothing.
"""

_KIT = """
const chosen = () => (document.cookie.match(/(?:^|; )choice=(\\w+)/) || [])[1] || '';
const keep = (word, own = '') => {
  document.cookie = `choice=${word}; path=/`;
  if (own) document.cookie = `${own}; path=/`;
};
const on = (selector, act, root = document) =>
  root.querySelectorAll(selector).forEach(e => e.addEventListener('click', act));
const gone = e => { e.style.display = 'none'; };
"""
_BOX = "position:fixed;bottom:0;left:0;width:500px;padding:9px;background:#eee"

_ONETRUST = f"""
<div id="onetrust-consent-sdk"><div id="onetrust-banner-sdk" style="{_BOX}">We use cookies.
<button id="onetrust-accept-btn-handler">Accept All Cookies</button>
<button id="onetrust-reject-all-handler">Reject All</button></div></div>
<script>
const box = document.getElementById('onetrust-banner-sdk');
window.OnetrustActiveGroups = chosen() === 'no' ? ',C0001,' : ',C0001,C0002,C0004,';
if (chosen()) gone(box);
on('#onetrust-accept-btn-handler', () => {{ keep('yes'); gone(box); }});
on('#onetrust-reject-all-handler', () => {{
  keep('no'); OnetrustActiveGroups = ',C0001,'; gone(box); }});
</script>"""

_COOKIEBOT = f"""
<div id="CybotCookiebotDialog" style="{_BOX}">This website uses cookies
<button id="CybotCookiebotDialogBodyLevelButtonLevelOptinDeclineAll">Deny</button>
<button id="CybotCookiebotDialogBodyButtonAccept">Allow all</button></div>
<script>
const box = document.getElementById('CybotCookiebotDialog');
window.Cookiebot = {{hasResponse: !!chosen(), declined: chosen() === 'no',
  dialog: {{visible: !chosen()}}, withdraw() {{}}, hide() {{ gone(box); }}}};
const answer = word => {{ keep(word, 'CookieConsent={{necessary:true}}'); gone(box);
  Object.assign(Cookiebot, {{hasResponse: true, declined: word === 'no'}});
  Cookiebot.dialog.visible = false; }};
if (chosen()) gone(box);
on('#CybotCookiebotDialogBodyLevelButtonLevelOptinDeclineAll', () => answer('no'));
on('#CybotCookiebotDialogBodyButtonAccept', () => answer('yes'));
</script>"""

_DIDOMI = f"""
<div id="didomi-host"><div id="didomi-notice" style="{_BOX}">We and our partners use cookies
<button id="didomi-notice-agree-button">Agree and close</button>
<button id="didomi-notice-disagree-button">Disagree and close</button></div></div>
<script>
const host = document.getElementById('didomi-host');
window.Didomi = {{getCurrentUserStatus: () => ({{purposes:
  {{cookies: {{enabled: chosen() === 'yes'}}, ads: {{enabled: chosen() === 'yes'}}}}}})}};
const close = () => {{ host.textContent = ''; host.setAttribute('aria-hidden', 'true'); }};
if (chosen()) close();
on('#didomi-notice-agree-button', () => {{ keep('yes'); close(); }});
on('#didomi-notice-disagree-button', () => {{ keep('no'); close(); }});
</script>"""

_TRUSTARC = f"""
<div id="truste-consent-track" style="{_BOX}"><div id="truste-consent-content">Cookies
<button id="truste-consent-button">Accept all</button>
<button id="truste-consent-required">Required only</button></div></div>
<script>
const box = document.getElementById('truste-consent-track');
window.truste = {{eu: {{bindMap: {{prefCookie: chosen() === 'no' ? '0' : undefined}}}}}};
if (chosen()) box.remove();
on('#truste-consent-button', () => {{ keep('yes'); gone(box); }});
on('#truste-consent-required', () => {{
  keep('no'); truste.eu.bindMap.prefCookie = '0'; gone(box); }});
</script>"""

_QUANTCAST = f"""
<div id="qc-cmp2-container"><div id="qc-cmp2-ui" style="{_BOX}">We value your privacy
<div class="qc-cmp2-summary-buttons"><button mode="secondary">MORE OPTIONS</button>
<button mode="secondary">DISAGREE</button><button mode="primary">AGREE</button></div></div></div>
<script>
const box = document.getElementById('qc-cmp2-container');
if (chosen()) box.remove();
on('.qc-cmp2-summary-buttons > :nth-of-type(2)', () => {{ keep('no'); box.remove(); }});
on('[mode=primary]', () => {{ keep('yes'); box.remove(); }});
</script>"""

_USERCENTRICS = f"""
<div id="usercentrics-root"></div>
<script>
const host = document.getElementById('usercentrics-root');
const root = host.attachShadow({{mode: 'open'}});
window.UC_UI = {{closeCMP() {{ root.textContent = ''; return true; }},
  denyAllConsents() {{ keep('no'); return true; }},
  acceptAllConsents() {{ keep('yes'); return true; }},
  areAllConsentsAccepted: () => chosen() === 'yes'}};
if (!chosen()) root.innerHTML = `<div data-testid="uc-container" style="{_BOX}">Privacy settings
<button data-testid="uc-deny-all-button">Deny</button>
<button data-testid="uc-accept-all-button">Accept All</button></div>`;
on('[data-testid=uc-deny-all-button]', () => {{ keep('no'); UC_UI.closeCMP(); }}, root);
on('[data-testid=uc-accept-all-button]', () => {{ keep('yes'); UC_UI.closeCMP(); }}, root);
</script>"""

_COMPLIANZ = f"""
<div id="cmplz-cookiebanner-container"><div class="cmplz-cookiebanner" style="{_BOX}">
Manage consent <button class="cmplz-btn cmplz-accept">Accept</button>
<button class="cmplz-btn cmplz-deny">Deny</button></div></div>
<script>
const box = document.querySelector('.cmplz-cookiebanner');
if (chosen()) gone(box);
on('.cmplz-accept', () => {{ keep('yes', 'cmplz_banner-status=dismissed'); gone(box); }});
on('.cmplz-deny', () => {{ keep('no', 'cmplz_banner-status=dismissed'); gone(box); }});
</script>"""

_COOKIEYES = f"""
<div class="cky-consent-container" style="{_BOX}">We value your privacy
<button data-cky-tag="accept-button">Accept All</button>
<button data-cky-tag="settings-button">Customise</button></div>
<div class="cky-modal" hidden><input type="checkbox" checked id="ads"> Advertisement
<button data-cky-tag="detail-save-button">Save My Preferences</button></div>
<script>
const box = document.querySelector('.cky-consent-container');
const modal = document.querySelector('.cky-modal');
if (chosen()) box.remove();
on('[data-cky-tag=accept-button]', () => {{ keep('yes'); box.remove(); }});
on('[data-cky-tag=settings-button]', () => {{
  modal.hidden = false; modal.classList.add('cky-modal-open'); }});
on('[data-cky-tag=detail-save-button]', () => {{
  const no = !document.getElementById('ads').checked;
  keep(no ? 'no' : 'yes', `cookieyes-consent=consent:${{no ? 'no' : 'yes'}},advertisement:${{
    no ? 'no' : 'yes'}}`);
  modal.hidden = true; box.remove(); }});
</script>"""

_UNKNOWN = f"""
<div role="dialog" class="our-notice" style="{_BOX}"><p>We use cookies to personalise content and
ads, and to analyse our traffic.</p><button class="no">Reject all</button>
<button class="yes">Accept all</button></div>
<script>
const box = document.querySelector('.our-notice');
if (chosen()) box.remove();
on('.no', () => {{ keep('no'); box.remove(); }});
on('.yes', () => {{ keep('yes'); box.remove(); }});
</script>"""

_FRAME = f"""
<div id="sp_message_container_1"></div>
<script>
const box = document.getElementById('sp_message_container_1');
if (!chosen()) {{
  const frame = document.createElement('iframe');
  frame.src = 'https://cmp.messages.test/index.html?message_id=7';
  frame.style = '{_BOX};height:90px';
  box.append(frame);
}}
addEventListener('message', e => {{
  if (e.origin === 'https://cmp.messages.test') {{ keep(e.data); box.textContent = ''; }} }});
</script>"""
FRAMED = """<!doctype html><title>Privacy</title><p>We use cookies</p>
<button class="sp_choice_type_11">Accept all</button>
<button class="sp_choice_type_13">Reject all</button>
<script>
const tell = (name, word) => document.querySelector(name)
  .addEventListener('click', () => parent.postMessage(word, '*'));
tell('.sp_choice_type_11', 'yes'); tell('.sp_choice_type_13', 'no');
</script>"""
"""What the banner in a frame of another site shows."""

PRODUCTS = {
    "onetrust": ("Onetrust", _ONETRUST),
    "cookiebot": ("Cybotcookiebot", _COOKIEBOT),
    "didomi": ("didomi", _DIDOMI),
    "trustarc": ("TrustArc-top", _TRUSTARC),
    "quantcast": ("quantcast", _QUANTCAST),
    "usercentrics": ("usercentrics-api", _USERCENTRICS),
    "complianz": ("Complianz banner", _COMPLIANZ),
    "cookieyes": ("cookieyes", _COOKIEYES),
    "sourcepoint": ("Sourcepoint-frame", _FRAME),
    "homemade": ("HEURISTIC-REJECT", _UNKNOWN),
}
"""By the page's host: the rule's name, and the page's own part."""


def page(body: str, *, tag: str = "", title: str = "Asthma care") -> str:
    """One page: `body` with the banner, then `tag`, JavaScript of what would send."""
    return (
        f"<!doctype html><title>{title}</title><h1>{title}</h1><script>{_KIT}</script>{body}"
        f"<script>{tag}</script>"
    )


def deaf(body: str) -> str:
    """The same banner with controls that do nothing."""
    return body.replace("on('", "void ('")
