"""Small visits for detectors to judge: one page, what ran, what was sent."""

from typing import Any

from scriptward.vocabulary.observations import (
    Flow,
    Header,
    Leak,
    Library,
    Owner,
    Page,
    Read,
    Recipient,
    Script,
    SentRequest,
    Visit,
)
from scriptward.vocabulary.words import (
    Attribution,
    Baa,
    Certainty,
    Channel,
    DataKind,
    Outcome,
    PageClass,
    PageStatus,
    Party,
    ReadTarget,
    ScriptKind,
    Where,
)

SITE = "www.willow.test"
URL = f"https://{SITE}/page"

OWN = Recipient(host=SITE, entity="first party", baa=None)
ANALYTICS = Recipient(
    host="stats.counter.test",
    entity="Counter Inc",
    baa=Baa.UNKNOWN,
    product="Counter",
    category="analytics",
)
ADVERTISER = Recipient(
    host="px.adnet.test", entity="Adnet", baa=Baa.NONE, product="Adnet Pixel", category="ads"
)
RECORDER = Recipient(
    host="in.recorder.test",
    entity="Recorder",
    baa=Baa.UNKNOWN,
    product="Recorder",
    category="session_replay",
)
PROCESSOR = Recipient(
    host="api.payer.test", entity="Payer", baa=Baa.UNKNOWN, product="Payer", category="payment"
)
PORTAL = Recipient(
    host="portal.records.test",
    entity="Records",
    baa=Baa.UNKNOWN,
    product="Records Portal",
    category="portal",
)
ATTESTED = Recipient(
    host="t.partner.test",
    entity="Partner",
    baa=Baa.ATTESTED,
    product="Partner Analytics",
    category="analytics",
)
FONTS = Recipient(
    host="fonts.type.test", entity="Type", baa=Baa.UNKNOWN, product="Type", category="cdn"
)
STRANGER = Recipient(host="c.nobody.test", entity="unknown", baa=Baa.UNKNOWN)


def visit(page_class: PageClass = PageClass.GENERAL_PUBLIC, **rows: Any) -> Visit:
    """One visit; `url`, `status` are the page's, the rest are rows."""
    page = Page(
        url=rows.pop("url", URL),
        page_class=page_class,
        persona="default",
        status=rows.pop("status", PageStatus.COMPLETE),
    )
    return Visit(page=page, site=SITE, **rows)


def leak(kind: DataKind, *, where: Where = Where.BODY, path: str = "", **rest: Any) -> Leak:
    """One value of that kind, plain in a body unless said otherwise."""
    certainty = rest.pop("certainty", Certainty.OBSERVED_PLAIN)
    return Leak(
        kind=kind,
        name=rest.pop("name", kind.value),
        where=where,
        path=path or f"{where.value}.value",
        encoding=(),
        certainty=certainty,
    )


def flow(recipient: Recipient, *data: Leak, script: Script | None = None, **rest: Any) -> Flow:
    """One request by fetch to a recipient."""
    url = rest.pop("url", f"https://{recipient.host}/collect")
    return Flow(
        id=rest.pop("id", f"flow-{recipient.host}"),
        page=URL,
        persona="default",
        script=script.id if script else None,
        instigator=None,
        attribution=Attribution.CERTAIN,
        channel=rest.pop("channel", Channel.FETCH),
        recipient=recipient,
        request=SentRequest(method=rest.pop("method", "POST"), url=url),
        data=data,
        count=1,
        outcome=rest.pop("outcome", Outcome.SENT),
        party=Party.FIRST if recipient is OWN else Party.THIRD,
        **rest,
    )


def script(host: str = "cdn.counter.test", entity: str = "Counter Inc", **rest: Any) -> Script:
    """One external script of a third party."""
    return Script(
        id=rest.pop("id", f"script-{host}"),
        url=rest.pop("url", f"https://{host}/v2/tag.js"),
        kind=rest.pop("kind", ScriptKind.EXTERNAL),
        sha256="ab" * 32,
        bytes=1_000,
        party=rest.pop("party", Party.THIRD),
        owner=Owner(entity=entity, category=rest.pop("category", "analytics")),
        loaded_by="document",
        pages=(URL,),
        **rest,
    )


def own_script(**rest: Any) -> Script:
    """One external script of the site."""
    return script(SITE, "first party", party=Party.FIRST, **rest)


def library(*vulnerabilities: str, severity: str = "") -> Library:
    """A library with advisories."""
    return Library(
        name="jquery", version="1.12.4", vulnerabilities=vulnerabilities, severity=severity
    )


def field_read(by: Script, kind: DataKind, **rest: Any) -> Read:
    """A script read a field."""
    return Read(
        page=URL, script=by.id, target=ReadTarget.FIELD, kind=kind, selector="#field", **rest
    )


def fingerprint_read(by: Script, name: str) -> Read:
    """A script asked what tells one browser from another, by that API."""
    return Read(
        page=URL, script=by.id, target=ReadTarget.FINGERPRINT, kind=None, selector="", name=name
    )


def header(name: str, value: str) -> Header:
    """A header of the page's own document."""
    return Header(page=URL, url=URL, name=name, value=value)
