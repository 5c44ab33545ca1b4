"""Visits by hand: a small clinic with invented vendors."""

from scriptward.vocabulary.observations import (
    Flow,
    Leak,
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

SITE = "www.clinic.test"
HOME = "https://www.clinic.test/"
INLINE_SHA256 = "ab" * 32


def leak(kind=DataKind.EMAIL, *, where=Where.BODY):
    return Leak(
        kind=kind,
        name=kind.value,
        where=where,
        path="body.email",
        encoding=(),
        certainty=Certainty.OBSERVED_PLAIN,
    )


def script(
    url="https://cdn.acme.test/chat.js",
    *,
    entity="Acme",
    product="",
    category="",
    kind=ScriptKind.EXTERNAL,
    sha256="cd" * 32,
    loaded_by="document",
):
    own = not url or url.startswith(("https://www.clinic.test/", "blob:"))
    return Script(
        id=f"script:{kind.value}:{url or sha256}",
        url=url or None,
        kind=kind,
        sha256=sha256,
        bytes=100,
        party=Party.FIRST if own else Party.THIRD,
        owner=Owner(entity=entity, product=product, category=category),
        loaded_by=loaded_by,
        pages=(HOME,),
    )


def inline(sha256=INLINE_SHA256, *, kind=ScriptKind.INLINE):
    return script("", entity="clinic.test", kind=kind, sha256=sha256)


def flow(
    url="https://api.acme.test/collect",
    *,
    data=(),
    channel=Channel.FETCH,
    by=None,
    entity="Acme",
    product="",
    category="",
    baa=Baa.UNKNOWN,
    page=HOME,
):
    host = url.split("/")[2].partition(":")[0]
    own = host.endswith("clinic.test")
    return Flow(
        id=f"flow:{channel.value}:{url}:{','.join(sorted(data))}",
        page=page,
        persona="default",
        script=by.id if by else None,
        instigator=None,
        attribution=Attribution.CERTAIN if by else Attribution.UNCERTAIN,
        channel=channel,
        recipient=Recipient(
            host=host,
            entity="clinic.test" if own else entity,
            baa=None if own else baa,
            product=product,
            category=category,
        ),
        request=SentRequest(method="GET", url=url),
        data=tuple(map(leak, data)),
        count=1,
        outcome=Outcome.SENT,
        party=Party.FIRST if own else Party.THIRD,
    )


def read(kind=DataKind.EMAIL, *, by=None, target=ReadTarget.FIELD, name="email", page=HOME):
    return Read(
        page=page,
        script=by.id if by else None,
        target=target,
        kind=kind,
        selector=f"#{name}",
        name=name,
    )


def visit(
    url=HOME,
    *,
    page_class=PageClass.GENERAL_PUBLIC,
    scripts=(),
    flows=(),
    reads=(),
    persona="default",
):
    return Visit(
        page=Page(url=url, page_class=page_class, persona=persona, status=PageStatus.COMPLETE),
        site=SITE,
        scripts=tuple(scripts),
        flows=tuple(flows),
        reads=tuple(reads),
    )
