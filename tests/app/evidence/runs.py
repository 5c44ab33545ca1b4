"""Small runs built by hand: a portal page, a public condition page, a payment page."""

import msgspec

from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import (
    Flow,
    Header,
    Leak,
    Owner,
    Page,
    Recipient,
    Script,
    SentRequest,
)
from scriptward.vocabulary.report import Coverage, Report, Run, SelfTest
from scriptward.vocabulary.words import (
    Attribution,
    Audience,
    Baa,
    Certainty,
    Channel,
    Confidence,
    DataKind,
    Outcome,
    PageClass,
    PageStatus,
    Party,
    ScriptKind,
    Severity,
    Where,
)

SITE = "https://www.willowbrook.test"
INBOX, LUPUS, PAY = f"{SITE}/portal/inbox", f"{SITE}/conditions/lupus", f"{SITE}/billing/pay"
CLASSES = {
    INBOX: PageClass.AUTHENTICATED,
    LUPUS: PageClass.CONDITION_PAGE,
    PAY: PageClass.PAYMENT_PAGE,
}


def leak(kind):
    return Leak(
        kind=kind,
        name=None,
        where=Where.URL_QUERY,
        path="query.x",
        encoding=(),
        certainty=Certainty.OBSERVED_PLAIN,
    )


def flow(number, page, *kinds, host="px.ads.test", baa=Baa.UNKNOWN, category="ads", **more):
    entity = more.pop("entity", "Ads Ltd")
    return Flow(
        id=f"flow-{number}",
        page=page,
        persona="default",
        script=None,
        instigator=None,
        attribution=Attribution.UNCERTAIN,
        channel=more.pop("channel", Channel.IMAGE),
        recipient=Recipient(host=host, entity=entity, baa=baa, product="Pixel", category=category),
        request=SentRequest(method="GET", url=f"https://{host}/p"),
        data=tuple(leak(kind) for kind in kinds),
        count=more.pop("count", 1),
        outcome=more.pop("outcome", Outcome.SENT),
        party=more.pop("party", Party.THIRD),
    )


def script(number, *pages, url="", **more):
    return Script(
        id=f"script-{number}",
        url=url or f"https://px.ads.test/{number}.js",
        kind=ScriptKind.EXTERNAL,
        sha256=more.pop("sha256", f"{number:064x}"),
        bytes=1000,
        party=more.pop("party", Party.THIRD),
        owner=Owner(entity="Ads Ltd", product="Pixel", category="ads"),
        loaded_by="document",
        pages=pages,
        **more,
    )


def finding(*controls, page=INBOX):
    return Finding(
        id="finding-1",
        detector="tracker_on_signed_in_page",
        severity=Severity.HIGH,
        confidence=Confidence.HIGH,
        audience=Audience.PRIVACY,
        title="Ads Ltd was sent requests from a signed-in page",
        page=page,
        script=None,
        recipient="px.ads.test",
        flows=(),
        controls=controls,
        remedy=Remedy(text="keep the vendor off the portal"),
    )


def run(*pages, began="2026-11-20T10:00:00Z", complete=True, **more):
    return Report(
        run=Run(
            id=f"run-{began[:10]}",
            version="0.1.0",
            browser="Chromium 156",
            started_at=began,
            finished_at=began,
            complete=complete,
            personas=("default",),
            failures=() if complete else ("the page at /portal was not seen to its end",),
        ),
        pages=tuple(
            Page(
                url=url,
                page_class=CLASSES[url],
                persona="default",
                status=PageStatus.COMPLETE,
                class_reason=more.get("reason", ""),
            )
            for url in pages
        ),
        headers=tuple(
            Header(page=page, url=page, name=name, value=value)
            for page, name, value in more.get("headers", ())
        ),
        scripts=more.get("scripts", ()),
        flows=more.get("flows", ()),
        reads=(),
        findings=more.get("findings", ()),
        coverage=Coverage(
            self_test=SelfTest(planted=3, caught=3),
            canaries=(),
            unseen=("Server-side forwarding can't be seen from a browser.",),
        ),
    )


def renamed(report, text):
    """The report with a hostile text in every place that a page can fill."""
    return msgspec.structs.replace(
        report,
        scripts=tuple(msgspec.structs.replace(s, url=text) for s in report.scripts),
        flows=tuple(
            msgspec.structs.replace(
                f, recipient=msgspec.structs.replace(f.recipient, host=text, entity=text)
            )
            for f in report.flows
        ),
        findings=tuple(msgspec.structs.replace(f, title=text, page=text) for f in report.findings),
    )


__all__ = ["INBOX", "LUPUS", "PAY", "DataKind", "finding", "flow", "renamed", "run", "script"]
