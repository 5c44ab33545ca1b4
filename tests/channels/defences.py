"""What a page may be defended by: headers compiled from one policy, and the guard."""

from dataclasses import dataclass
from functools import cache

from scriptward.app.guard import guard_script
from scriptward.policy.compilation import every
from scriptward.policy.language.policy import Policy
from scriptward.policy.language.reader import parsed

CDN = "cdn.partner.test"
CSP = "Content-Security-Policy"
ALLOWLIST = "Connection-Allowlist"
BY_HAND = f'(response-origin "https://{CDN}" "tel:*" "mailto:*" "sms:*");redirects=allow'
"""The allowlist, until it is compiled."""
POLICY = """
version: 1
site: {site}
mode: enforce
defaults: {{"*": forbid}}
recipients:
  partner: {{hosts: [{cdn}], baa: {{signed: 2026-01-02, ref: "BAA-1", data: [name, phone]}}}}
scripts:
  - {{match: "/guard.js", approved: {{by: lab, date: 2026-11-01, why: "the guard"}}}}
  - {{match: "/w/**", approved: {{by: lab, date: 2026-11-01, why: "the page's own"}}}}
  - match: "https://{cdn}/**"
    owner: partner
    approved: {{by: lab, date: 2026-11-01, why: "the recipient's"}}
rules:
  - {{id: own, permit: [send, read], to: self}}
  - {{id: own-frames, permit: load, to: self, via: frame}}
  - {{id: partner, permit: send, to: partner, data: [name, phone]}}
  - {{id: partner-empty, permit: send, to: partner, data: []}}
  - {{id: partner-frames, permit: load, to: partner, via: frame}}
"""


@dataclass(frozen=True, kw_only=True)
class Defence:
    """One column of the tables."""

    name: str
    shows: str
    """For people."""
    csp: bool = False
    allowlist: bool = False
    rest: bool = False
    """All other headers the policy compiles to."""
    guard: bool = False

    @property
    def site(self) -> str:
        """Host of the site that is defended so."""
        return f"www.{self.name}.test"

    def headers(self, token: str) -> tuple[tuple[str, str], ...]:
        """Headers of every answer of the site, with where their reports go."""
        if not (self.csp or self.allowlist or self.rest):
            return ()
        reports = f"https://{self.site}/reports"
        made = []
        for name, value in _compiled(self.site):
            if name == CSP and self.csp:
                made.append((name, f"{value}; report-uri {reports}/csp/{token}"))
            elif name == ALLOWLIST and self.allowlist:
                said = value if "report-to" in value else f"{value};report-to=lab"
                made.append((name, said))
            elif name not in {CSP, ALLOWLIST} and self.rest:
                made.append((name, value))
        if made:
            made.append(("Reporting-Endpoints", f'lab="{reports}/api/{token}"'))
        return tuple(made)


DEFENCES = (
    Defence(name="none", shows="no defence"),
    Defence(name="csp", shows="CSP", csp=True),
    Defence(name="net", shows="CSP + allowlist", csp=True, allowlist=True),
    Defence(name="guard", shows="guard", guard=True),
    Defence(name="both", shows="guard + CSP", guard=True, csp=True),
    Defence(name="all", shows="all", guard=True, csp=True, allowlist=True, rest=True),
)


@cache
def policy(site: str) -> Policy:
    """The lab's policy for one site."""
    return parsed(POLICY.format(site=site, cdn=CDN))


@cache
def guard(site: str) -> bytes:
    """The guard with that policy's table."""
    return guard_script(policy(site))


@cache
def _compiled(site: str) -> tuple[tuple[str, str], ...]:
    made = dict(one.sent_as() for one in every(policy(site)))
    return tuple({ALLOWLIST: BY_HAND, **made}.items())
