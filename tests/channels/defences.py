"""What a page may be defended by: headers compiled from one policy, and the guard."""

from dataclasses import dataclass
from functools import cache

from scriptward.app.guard import guard_script
from scriptward.policy.compilation import every, sent
from scriptward.policy.language.policy import Policy
from scriptward.policy.language.reader import parsed
from scriptward.policy.options import Options, Redirects

CDN = "cdn.partner.test"
CSP = "Content-Security-Policy"
ALLOWLIST = "Connection-Allowlist"
ENDPOINTS = "Reporting-Endpoints"
_TOKEN = "token-of-the-case"
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
        """Headers of every answer of the site; reports go to `/reports/TOKEN`."""
        if not (self.csp or self.allowlist or self.rest):
            return ()
        chosen = {CSP: self.csp, ALLOWLIST: self.allowlist, ENDPOINTS: True}
        return tuple(
            (name, value.replace(_TOKEN, token))
            for name, value in _compiled(self.site)
            if chosen.get(name, self.rest)
        )


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
    """Every header; redirects are followed, since a log-in is answered by one."""
    options = Options(
        connection_allowlist=True, redirects=Redirects.FOLLOW, collector=f"/reports/{_TOKEN}"
    )
    return sent(every(policy(site), options=options))
