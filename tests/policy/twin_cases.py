"""Policies and questions made by a seed, for both engines; written from the language alone.

Few names, so that rules and questions meet; every feature of a rule, and addresses as browsers
write them.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scriptward.policy.language.matching import Code, Receiver
from scriptward.policy.language.policy import (
    Agreement,
    Approval,
    PageRule,
    Policy,
    RecipientRule,
    Rule,
    ScriptRule,
    Source,
    Target,
)
from scriptward.policy.language.words import Action, Effect, Mode, Stance, Via
from scriptward.policy.question import Question
from scriptward.vocabulary.words import Baa, DataKind, PageClass, Party

TODAY = date(2026, 11, 25)
SITES = (
    *("www.clinic.test", "clinic.test", "www.clinic.co.uk", "clinic.github.io", "localhost"),
    *("127.0.0.1:8080", "www.clinic.test:8443", "[::1]:8080", "www.clinic.k12.or.us"),
)
HOSTS = (
    *("api.acme.test", "cdn.acme.test", "acme.test", "a.b.acme.test", "api.acme.test:8443"),
    *("x.pixel.test", "pixel.test", "tags.pixel.test:444", "www.clinic.test", "api.clinic.test"),
    *("clinic.test", "clinic.co.uk", "other.co.uk", "app.clinic.co.uk", "me.github.io"),
    *("clinic.github.io", "a.clinic.github.io", "localhost", "x.localhost", "127.0.0.1"),
    *("127.0.0.1:8080", "[::1]:8080", "[::1]", "www.clinic.test:8443", "notclinic.test"),
    *("clinic.k12.or.us", "www.clinic.k12.or.us", "xn--grn-hoa.test", "a..clinic.test", ""),
)
HOST_PATTERNS = (
    *("api.acme.test", "*.acme.test", "acme.test", "*.b.acme.test", "api.acme.test:8443"),
    *("*.acme.test:*", "*.pixel.test", "pixel.test", "tags.pixel.test:*", "*.pixel.test:444"),
    *("*.github.io", "own.other.test", "*.co.uk", "127.0.0.1:8080", "[::1]:8080", "localhost:*"),
)
PATHS = (
    *("/", "/a.js", "/app.3f2a.js", "/v2/chat.js", "/portal/", "/portal/me/x", "/portal", "/book"),
    *("/book/now", "/find/a/b/c.js", "/%C3%A4/x*y.js", "//double//slash", "/a:b@c", "/book;v=1"),
)
PATH_PATTERNS = (
    *("/", "/**", "/a.js", "/*.js", "/app.*.js", "/v*/chat.js", "/portal/**", "/book", "/book/**"),
    *("/**/c.js", "/find/**/b/*", "/*/*/x", "/**/x*y.js", "/a*b*c", "/**/**"),
)
SCHEMES = ("https", "https", "https", "http", "wss", "ws")
ENDS = ("", "", "", "?q=/a:b#c", "#/x?y", "?", "?u=https://x.test/")
NAMES = ("acme", "pixel", "google-analytics-4", "self", "unknown", "helper")
ENTITIES = ("", "", "Acme", "ACME, Inc.", "Google", "Pixel & Söhne", "unknown", "Helper", "K İ")
PRODUCTS = ("", "", "Google Analytics 4", "pixel", "Acme", "chat.bot-")
CATEGORIES = ("", "ads", "Session Replay", "chat", "tag-manager")
PAGES = ("portal", "booking", "group", "deep")
DIGESTS = tuple(f"{n:02x}" * 32 for n in range(4))
STRANGE = ("", "", "blob:https://www.clinic.test/7f", "data:text/javascript,1", "javascript:/x")
KINDS = tuple(DataKind)[:9]
ACCOUNTS = ("G-ABC123", "G-OTHER", "77")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One policy, and what is asked of it on which day."""

    policy: Policy
    asked: tuple[tuple[Question, date], ...]


def cases(policies: int, *, questions: int, seed: int) -> Iterator[Case]:
    """So many policies with so many questions each."""
    for number in range(policies):
        made = Maker(random.Random(f"{seed}.{number}"))  # noqa: S311  # the same cases each time
        policy = made.policy()
        asked = tuple((made.question(policy), made.day()) for _ in range(questions))
        yield Case(policy=policy, asked=asked)


def below(pattern: str) -> str:
    """A host that a policy's host means."""
    return pattern.replace("*.", "x.", 1).replace(":*", ":99")


class Maker:
    """Makes everything of one policy by one generator of numbers."""

    def __init__(self, rng: random.Random) -> None:
        """`rng`: seeded."""
        self.rng, self.pick = rng, rng.choice

    def maybe(self, chance: float) -> bool:
        return self.rng.random() < chance

    def some(self, words, most=3, least=0):
        words = tuple(dict.fromkeys(words))
        return tuple(self.rng.sample(words, min(len(words), self.rng.randint(least, most))))

    def day(self) -> date:
        return TODAY + timedelta(days=self.rng.randint(-2, 2))

    def pattern(self) -> str:
        if self.maybe(0.15):
            return f"inline:{self.pick(DIGESTS)}"
        if self.maybe(0.3):
            return self.pick(PATH_PATTERNS)
        host = self.pick([one for one in (*HOSTS, *HOST_PATTERNS) if one and ".." not in one])
        return f"{self.pick(['https', 'https', 'http'])}://{host}{self.pick(PATH_PATTERNS)}"

    def page_pattern(self) -> str:
        if self.maybe(0.3):
            return self.pick(["/**", "/portal/**", "/book/**"])
        return next(one for one in iter(self.pattern, "") if not one.startswith("inline:"))

    def url(self, host: str | None = None) -> str:
        host = self.pick(HOSTS[:-1]) if host is None else host
        user = "u:p@" if self.maybe(0.03) else ""
        return f"{self.pick(SCHEMES)}://{user}{host}{self.pick(PATHS)}{self.pick(ENDS)}"

    def policy(self) -> Policy:
        names = self.some(NAMES, most=6)
        hosts = list(self.some(HOST_PATTERNS, most=len(HOST_PATTERNS)))
        self.names = (*names, "self")
        self.pages = self.some(PAGES, most=4)
        classes = self.some(PageClass, most=4)
        stances = [(one.value, self.pick(list(Stance))) for one in classes]
        if self.maybe(0.5):
            stances.append(("*", self.pick(list(Stance))))
        return Policy(
            site=self.pick(SITES),
            mode=self.pick(list(Mode)),
            defaults=tuple(stances),
            pages=tuple(
                PageRule(
                    name=name,
                    match=tuple(self.page_pattern() for _ in range(self.rng.randint(1, 3))),
                    page_class=self.pick([None, *PageClass]),
                )
                for name in self.pages
            ),
            recipients=tuple(self.recipient(name, hosts) for name in names),
            scripts=tuple(self.script() for _ in range(self.rng.randint(0, 6))),
            rules=tuple(self.rule(f"R{n}") for n in range(self.rng.randint(0, 8))),
        )

    def recipient(self, name: str, hosts: list[str]) -> RecipientRule:
        mine = tuple(hosts.pop() for _ in range(min(len(hosts), self.rng.randint(0, 3))))
        baa = self.pick([Baa.ATTESTED, Baa.ATTESTED, *Baa])
        ends = self.pick([None, self.day()])
        agreed = Agreement(signed=date(2026, 1, 1), expires=ends) if baa is Baa.ATTESTED else None
        entity = self.pick(ENTITIES) if self.maybe(0.4) else ""
        return RecipientRule(
            name=name,
            hosts=mine,
            entity=entity,
            accounts=self.some(ACCOUNTS, most=2) if self.maybe(0.4) else (),
            baa=baa,
            agreement=agreed,
        )

    def script(self) -> ScriptRule:
        approved = Approval(
            by="web-team",
            date=date(2026, 1, 1),
            sha256=self.pick(DIGESTS) if self.maybe(0.4) else "",
            expires=self.day() if self.maybe(0.4) else None,
        )
        return ScriptRule(
            match=self.pattern(),
            owner=self.pick(["", "web team", *self.names]),
            approved=approved if self.maybe(0.8) else None,
        )

    def rule(self, rule_id: str) -> Rule:
        effect = self.pick([Effect.PERMIT, Effect.MASK, Effect.SCRUB, *Effect])
        weighs = effect in {Effect.PERMIT, Effect.FORBID}
        actions = (Action.SEND, Action.LOAD, Action.READ, self.pick(list(Action)))
        data = self.some(KINDS, least=int(effect is Effect.FORBID), most=5)
        pages = ("*", *self.pages, *self.some(PageClass, most=5))
        return Rule(
            id=rule_id,
            effect=effect,
            actions=self.some(actions, most=3, least=1) if weighs else (),
            kinds=() if weighs else self.some(KINDS, most=4, least=1),
            to=self.target() if self.maybe(0.4) else None,
            source=self.source() if self.maybe(0.3) else None,
            pages=self.some(pages, most=4, least=1) if self.maybe(0.4) else (),
            data=data if weighs and self.maybe(0.5) else None,
            via=self.some(Via, most=6, least=1) if self.maybe(0.2) else (),
            fail_closed=self.maybe(0.1),
            expires=self.day() if weighs and self.maybe(0.2) else None,
            frames=("*",) if self.maybe(0.03) else (),
        )

    def target(self) -> Target:
        if self.maybe(0.5):
            return Target(names=self.some(self.names, least=1))
        return Target(
            baa=self.some(Baa, least=1, most=2) if self.maybe(0.7) else (),
            entity=self.some(ENTITIES[2:], least=1) if self.maybe(0.2) else (),
            category=self.some(CATEGORIES[1:], least=1) if self.maybe(0.3) else (),
            host=self.some(HOST_PATTERNS, least=1, most=8) if self.maybe(0.3) else (),
        )

    def source(self) -> Source:
        if self.maybe(0.3):
            return Source(names=self.some(self.names, least=1))
        return Source(
            party=self.pick([None, *Party]),
            entity=self.some(ENTITIES[2:], least=1) if self.maybe(0.2) else (),
            category=self.some(CATEGORIES[1:], least=1) if self.maybe(0.2) else (),
            match=tuple(self.pattern() for _ in range(2)) if self.maybe(0.4) else (),
        )

    def meant(self, pattern: str) -> str:
        """An address that a pattern of the policy may well mean."""
        scheme, _, path = pattern.rpartition("://")
        path = path if scheme else f"{self.pick(HOSTS[:-1])}{pattern}"
        host, slash, path = path.partition("/")
        near = self.pick({"http": ["http", "ws"]}.get(scheme, ["https", "https", "wss"]))
        host = below(host)
        if ":" not in host and self.maybe(0.15):
            host += ":443" if near in {"https", "wss"} else ":80"
        return f"{near}://{host}{slash}{path.replace('**', 'q/r').replace('*', '7')}"

    def code(self, policy: Policy) -> Code:
        matches = [one.match for one in policy.scripts if not one.match.startswith("inline:")]
        matches += [m for rule in policy.rules if rule.source for m in rule.source.match]
        known = [self.meant(one) for one in matches if not one.startswith("inline:")]
        url = self.pick([*STRANGE, self.url(), self.url(), *known])
        home = self.pick([url, url, "", self.url(), *known])
        return Code(
            url=url,
            sha256=self.pick(["", *DIGESTS]),
            entity=self.pick(ENTITIES),
            product=self.pick(PRODUCTS),
            category=self.pick(CATEGORIES),
            party=self.pick([None, *Party]),
            home=home,
            inferred=self.maybe(0.2),
        )

    def receiver(self) -> Receiver:
        return Receiver(
            host=self.pick(HOSTS),
            entity=self.pick(ENTITIES),
            product=self.pick(PRODUCTS),
            category=self.pick(CATEGORIES),
            inferred=self.maybe(0.2),
            accounts=self.some(ACCOUNTS, most=2) if self.maybe(0.3) else (),
        )

    def question(self, policy: Policy) -> Question:
        known = [self.meant(text) for page in policy.pages for text in page.match]
        asked = Question(
            action=self.pick([Action.SEND, Action.LOAD, Action.READ, self.pick(list(Action))]),
            page=self.pick([self.url(policy.site), self.url(), "", "/portal/x", *known]),
            page_class=self.pick(list(PageClass)),
            code=self.code(policy),
            loaded=self.code(policy) if self.maybe(0.5) else None,
            to=self.receiver() if self.maybe(0.85) else None,
            data=frozenset(self.some(KINDS, most=4)),
            via=self.pick([None, *Via]),
        )
        if policy.scripts and self.maybe(0.15):
            return replace(asked, action=Action.LOAD, loaded=self.known(policy))
        return self.aimed(asked, policy) if policy.rules and self.maybe(0.6) else asked

    def known(self, policy: Policy) -> Code:
        """Code that an entry of `scripts` means, with its bytes or others."""
        entry = self.pick(policy.scripts)
        approved = [entry.approved.sha256] if entry.approved else []
        if entry.match.startswith("inline:"):
            return replace(self.code(policy), url="", sha256=entry.match.removeprefix("inline:"))
        digest = self.pick([*approved, *approved, "", *DIGESTS])
        return replace(self.code(policy), url=self.meant(entry.match), sha256=digest)

    def aimed(self, asked: Question, policy: Policy) -> Question:
        """The question made so that a rule of the policy may well be about it."""
        rule = self.pick(policy.rules)
        read = rule.effect is Effect.MASK
        classes = [one for one in PageClass if one.value in rule.pages]
        pages = [one.match[0] for one in policy.pages if one.name in rule.pages]
        kinds = rule.kinds or rule.data or ()
        return replace(
            asked,
            action=self.pick(rule.actions or ([Action.READ] if read else [Action.SEND])),
            page=self.meant(self.pick(pages)) if pages else asked.page,
            page_class=self.pick(classes) if classes else asked.page_class,
            to=self.aim_at(rule.to, policy) if rule.to and self.maybe(0.9) else asked.to,
            data=frozenset(self.some(kinds, most=4)) if self.maybe(0.7) else asked.data,
            via=self.pick([None, *rule.via]),
        )

    def aim_at(self, target: Target, policy: Policy) -> Receiver:
        named = [one for one in policy.recipients if target.baa or one.name in target.names]
        hosts = [*target.host, *(host for one in named for host in one.hosts)]
        entities = [*target.entity, *(one.entity or one.name for one in named)]
        return replace(
            self.receiver(),
            host=self.pick([*map(below, hosts), self.pick(HOSTS)]),
            entity=self.pick([*entities, self.pick(ENTITIES)]),
            category=self.pick([*target.category, self.pick(CATEGORIES)]),
        )
