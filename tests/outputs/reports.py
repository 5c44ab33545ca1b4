"""Reports built by hand: one of a clinic with leaks, one that is hostile, one that is clean."""

import msgspec

from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import (
    Flow,
    Leak,
    Library,
    Owner,
    Page,
    Recipient,
    Script,
    SentRequest,
)
from scriptward.vocabulary.report import Canary, Coverage, Report, Run, SelfTest
from scriptward.vocabulary.words import (
    Attribution,
    Audience,
    Baa,
    Certainty,
    Channel,
    Confidence,
    DataKind,
    Encoding,
    Outcome,
    PageClass,
    PageStatus,
    Party,
    ScriptKind,
    Severity,
    Where,
)

HOME = "https://www.willowbrook.test/"
FORM = "https://www.willowbrook.test/appointments"
HOSTILE = "</script><img src=x onerror=alert(1)>\x1b[31m\u202e=1+1"


def script(number, url, *, loaded_by="document", party=Party.THIRD, entity="Ads Ltd", **more):
    return Script(
        id=f"script-{number}",
        url=url,
        kind=more.pop("kind", ScriptKind.EXTERNAL),
        sha256=f"{number:064x}",
        bytes=1000 * number,
        party=party,
        owner=Owner(entity=entity, product="Pixel", category="ads"),
        loaded_by=loaded_by,
        pages=(HOME,),
        **more,
    )


def flow(number, *, page=FORM, by="script-2", host="px.ads.test", entity="Ads Ltd", data=()):
    return Flow(
        id=f"flow-{number}",
        page=page,
        persona="default",
        script=by,
        instigator=None,
        attribution=Attribution.CERTAIN,
        channel=Channel.IMAGE,
        recipient=Recipient(host=host, entity=entity, baa=Baa.UNKNOWN),
        request=SentRequest(method="GET", url=f"https://{host}/tr?em=[email]"),
        data=data,
        count=2,
        outcome=Outcome.SENT,
    )


EMAIL = Leak(
    kind=DataKind.EMAIL,
    name="email",
    where=Where.URL_QUERY,
    path="query.em",
    encoding=(Encoding.PERCENT, Encoding.SHA256),
    certainty=Certainty.OBSERVED_HASH_MATCH,
    excerpt="em=[email]",
)
FINDING = Finding(
    id="finding-1",
    detector="form_value_sent",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    audience=Audience.PRIVACY,
    title="Ads Ltd was sent the email typed into the appointment form",
    page=FORM,
    script="script-2",
    recipient="px.ads.test",
    flows=("flow-1",),
    controls=("HT-03",),
    remedy=Remedy(text="switch off automatic matching", actor="vendor settings"),
    pages=(FORM,),
    data=("email",),
    page_class="appointment_form",
    count=2,
)


def clinic():
    pages = tuple(
        Page(
            url=url,
            page_class=page_class,
            persona="default",
            status=PageStatus.COMPLETE,
            class_reason="words of the address",
        )
        for url, page_class in (
            (HOME, PageClass.GENERAL_PUBLIC),
            (FORM, PageClass.APPOINTMENT_FORM),
        )
    )
    return Report(
        run=Run(
            id="run-1",
            version="0.1.0",
            browser="Chromium 156",
            started_at="2026-11-25T10:15:00Z",
            finished_at="2026-11-25T10:16:00Z",
            complete=True,
            personas=("default",),
        ),
        pages=pages,
        headers=(),
        scripts=(
            script(1, "https://tags.test/gtm.js", entity="Tags Inc"),
            script(2, "https://px.ads.test/p.js?id=7", loaded_by="script-1"),
            script(
                3,
                None,
                kind=ScriptKind.INLINE,
                party=Party.FIRST,
                entity="",
                libraries=(
                    Library(
                        name="jquery",
                        version="3.4.1",
                        vulnerabilities=("CVE-2020-11022",),
                        severity="medium",
                    ),
                ),
            ),
        ),
        flows=(
            flow(1, data=(EMAIL,)),
            flow(2, host="r.replay.test", entity="unknown", by="script-1", data=(EMAIL,)),
            flow(3, page=HOME),
        ),
        reads=(),
        findings=(FINDING,),
        coverage=Coverage(
            self_test=SelfTest(planted=6, caught=6),
            canaries=(Canary(name="email", kind="email", found=2),),
            unseen=("What recipients pass on server-side can't be seen from a browser.",),
        ),
    )


def hostile():
    report = clinic()
    bad_script = msgspec.structs.replace(
        report.scripts[0], url=f"https://h.test/{HOSTILE}", owner=Owner(entity=HOSTILE)
    )
    bad_flow = msgspec.structs.replace(
        report.flows[0],
        recipient=Recipient(host="h.test", entity=HOSTILE, baa=None),
        request=SentRequest(method=HOSTILE, url=HOSTILE),
        data=(msgspec.structs.replace(EMAIL, name=HOSTILE, path=HOSTILE, excerpt=HOSTILE),),
    )
    bad_finding = msgspec.structs.replace(
        FINDING, title=HOSTILE, remedy=Remedy(text=HOSTILE, actor=HOSTILE), pages=(HOSTILE,)
    )
    return msgspec.structs.replace(
        report,
        scripts=(bad_script, *report.scripts[1:]),
        flows=(bad_flow,),
        findings=(bad_finding,),
        run=msgspec.structs.replace(report.run, complete=False, failures=(HOSTILE,)),
    )


def clean():
    report = clinic()
    return msgspec.structs.replace(report, flows=(), findings=(), scripts=report.scripts[2:])
