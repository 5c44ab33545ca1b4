"""Large policies like those of large sites, made by a seed."""

import hashlib
import random
from datetime import date

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
from scriptward.policy.language.words import Action, Effect, Mode, Via
from scriptward.vocabulary.words import Baa, DataKind, PageClass, Party

SYLLABLES = (
    *("ad", "an", "bo", "ca", "chat", "cor", "da", "de", "dig", "en", "fi", "flow", "ga", "go"),
    *("hub", "in", "ka", "lo", "ly", "ma", "med", "met", "mi", "na", "no", "op", "pix", "quant"),
    *("ra", "ri", "sen", "si", "spot", "sta", "ta", "tag", "ti", "track", "tri", "vi", "web", "zo"),
)
TOP = ("com", "com", "com", "net", "io", "co", "org")
HOSTS = ("cdn", "js", "static", "api", "tags", "collect", "www", "assets")
FOLDERS = ("", "v1/", "v2/", "js/", "libs/", "latest/", "dist/", "sdk/")
FILES = ("main", "sdk", "loader", "tag", "analytics", "bundle", "pixel", "widget", "app", "core")
CLASSES = tuple(PageClass)
KINDS = tuple(DataKind)


def large(*, scripts: int, recipients: int, rules: int, seed: int) -> Policy:
    """So many of each; one script in five stands in the page, half of the others are pinned."""
    rng = random.Random(seed)  # noqa: S311  # the same policy each time
    names: dict[str, str] = {}
    while len(names) < recipients:
        name = "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4)))
        names.setdefault(name, f"{name}.{rng.choice(TOP)}")
    return Policy(
        site="www.clinic.test",
        mode=Mode.ENFORCE,
        pages=tuple(
            PageRule(name=f"{word}s", match=(f"/{word}/**",), page_class=rng.choice(CLASSES))
            for word in SYLLABLES[:12]
        ),
        recipients=tuple(_recipient(name, domain, rng) for name, domain in names.items()),
        scripts=tuple(_script(*list(names.items())[n % recipients], rng) for n in range(scripts)),
        rules=tuple(_rule(f"R{n + 1}", list(names), rng) for n in range(rules)),
    )


def _recipient(name: str, domain: str, rng: random.Random) -> RecipientRule:
    hosts = rng.sample(HOSTS, rng.randint(1, 2))
    baa = rng.choice([Baa.ATTESTED, Baa.NONE, Baa.NONE, Baa.UNKNOWN, Baa.UNKNOWN])
    ends = date(2027, 1, 1 + rng.randrange(28)) if rng.random() < 0.5 else None
    signed = Agreement(signed=date(2026, 1, 1), ref="BAA-1", expires=ends)
    return RecipientRule(
        name=name,
        hosts=tuple(f"{host}.{domain}" for host in hosts)
        if rng.random() < 0.6
        else (f"*.{domain}",),
        baa=baa,
        agreement=signed if baa is Baa.ATTESTED else None,
    )


def _script(name: str, domain: str, rng: random.Random) -> ScriptRule:
    digest = hashlib.sha256(rng.randbytes(8)).hexdigest()
    match = f"https://{rng.choice(HOSTS)}.{domain}/{rng.choice(FOLDERS)}{rng.choice(FILES)}.js"
    inline = rng.random() < 0.2
    return ScriptRule(
        match=f"inline:{digest}" if inline else match,
        owner=name,
        approved=Approval(
            by="web-team",
            date=date(2026, 1, 1),
            why="needed on every page",
            sha256=digest if not inline and rng.random() < 0.5 else "",
        ),
    )


def _rule(rule_id: str, names: list[str], rng: random.Random) -> Rule:
    """Seven in ten name a recipient, as learned ones do; others speak of kinds of recipients."""
    effect = rng.choices(list(Effect), [6, 2, 1, 1])[0]
    weighs = effect in {Effect.PERMIT, Effect.FORBID}
    others = [
        Target(baa=(Baa.NONE, Baa.UNKNOWN)),
        Target(category=(rng.choice(("ads", "analytics", "session-replay")),)),
        Target(host=(f"*.{rng.choice(names)}.com",)),
        Target(entity=(rng.choice(names),)),
    ]
    named = Target(names=(rng.choice(names),))
    party = Source(party=rng.choice(list(Party))) if rng.random() < 0.2 else None
    return Rule(
        id=rule_id,
        effect=effect,
        actions=(rng.choice([Action.SEND, Action.SEND, Action.LOAD, Action.READ]),)
        if weighs
        else (),
        kinds=() if weighs else tuple(rng.sample(KINDS, 3)),
        to=named if rng.random() < 0.7 else rng.choice(others),
        source=party,
        pages=tuple(rng.sample([one.value for one in CLASSES], 2)) if rng.random() < 0.6 else (),
        data=tuple(rng.sample(KINDS, 3)) if weighs and rng.random() < 0.6 else None,
        via=(rng.choice(list(Via)),) if rng.random() < 0.1 else (),
    )
