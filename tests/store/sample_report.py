"""A report as a scan of an invented clinic gives it, with strings a hostile page could choose."""

from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import (
    Flow,
    Leak,
    Library,
    Owner,
    Page,
    Read,
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
    ReadTarget,
    ScriptKind,
    Severity,
    Where,
)

SITE = "www.willowbrook.test"
HOME = f"https://{SITE}/"
FORM = f"https://{SITE}/appointments"
HOSTILE = "https://cdn.evil.test/</script><script>window.stolen=1</script>\u202egnp.js\x1b[31m"


def script(name: str, *, url: str | None, owner: Owner, **more: object) -> Script:
    fields: dict[str, object] = {
        "id": f"script-{name}",
        "url": url,
        "kind": ScriptKind.EXTERNAL,
        "sha256": (name * 64)[:64],
        "bytes": 45_120,
        "party": Party.THIRD,
        "owner": owner,
        "loaded_by": "document",
        "pages": (HOME, FORM),
    }
    return Script(**(fields | more))  # type: ignore[arg-type]  # a test's own words


def flow(name: str, *, script_id: str | None, host: str, entity: str, **more: object) -> Flow:
    fields: dict[str, object] = {
        "id": f"flow-{name}",
        "page": FORM,
        "persona": "default",
        "script": script_id,
        "instigator": None,
        "attribution": Attribution.CERTAIN,
        "channel": Channel.FETCH,
        "recipient": Recipient(host=host, entity=entity, baa=Baa.UNKNOWN, category="analytics"),
        "request": SentRequest(method="POST", url=f"https://{host}/collect"),
        "data": (),
        "count": 3,
        "outcome": Outcome.SENT,
    }
    return Flow(**(fields | more))  # type: ignore[arg-type]  # a test's own words


def leak(kind: DataKind) -> Leak:
    return Leak(
        kind=kind,
        name="email",
        where=Where.BODY,
        path="body.user",
        encoding=(),
        certainty=Certainty.OBSERVED_PLAIN,
    )


def finding(name: str, severity: Severity, title: str, **more: object) -> Finding:
    fields: dict[str, object] = {
        "id": f"finding-{name}",
        "detector": "form_value",
        "severity": severity,
        "confidence": Confidence.HIGH,
        "audience": Audience.PRIVACY,
        "title": title,
        "page": FORM,
        "script": None,
        "recipient": None,
        "flows": (),
        "controls": ("HT-01", "PC-02"),
        "remedy": Remedy(text="send only the event's name", actor="tag manager"),
        "page_class": "appointment_form",
    }
    return Finding(**(fields | more))  # type: ignore[arg-type]  # a test's own words


def report(
    *, run_id: str = "run-1", finished_at: str = "2026-11-25T19:40:00+00:00", **more: object
) -> Report:
    metrics = Owner(entity="Acme Metrics", product="Acme Pixel", category="analytics")
    fields: dict[str, object] = {
        "run": Run(
            id=run_id,
            version="0.1.0",
            browser="Chromium 156",
            started_at="2026-11-25T19:38:00+00:00",
            finished_at=finished_at,
            complete=True,
            personas=("default",),
        ),
        "pages": tuple(
            Page(url=url, page_class=kind, persona="default", status=PageStatus.COMPLETE)
            for url, kind in (
                (HOME, PageClass.GENERAL_PUBLIC),
                (FORM, PageClass.APPOINTMENT_FORM),
            )
        ),
        "headers": (),
        "scripts": (
            script("a", url="https://cdn.acme.test/pixel.js", owner=metrics, approved=True),
            script("b", url=HOSTILE, owner=Owner(entity="unknown"), approved=False),
            script(
                "c",
                url=f"https://{SITE}/site.js",
                owner=Owner(entity="Willowbrook Clinic"),
                party=Party.FIRST,
                libraries=(
                    Library(name="jquery", version="3.4.1", vulnerabilities=("CVE-2020-11022",)),
                ),
            ),
            script("d", url=None, kind=ScriptKind.INLINE, bytes=812, owner=metrics),
        ),
        "flows": (
            flow(
                "1",
                script_id="script-a",
                host="in.acme.test",
                entity="Acme Metrics",
                data=(leak(DataKind.EMAIL), leak(DataKind.APPOINTMENT)),
            ),
            flow("2", script_id="script-b", host="cdn.evil.test", entity="unknown", page=HOME),
        ),
        "reads": (
            Read(
                page=FORM,
                script="script-a",
                target=ReadTarget.FIELD,
                kind=DataKind.EMAIL,
                selector="#email",
                name="contact",
            ),
            Read(page=FORM, script="script-a", target=ReadTarget.COOKIE, kind=None, selector=""),
        ),
        "findings": (
            finding(
                "1",
                Severity.CRITICAL,
                "A third party was sent what was typed into the e-mail field",
                script="script-a",
                recipient="in.acme.test",
                data=("email", "appointment"),
                count=3,
            ),
            finding(
                "2",
                Severity.MEDIUM,
                "A script without an owner </h2><script>window.stolen=1</script> \u202erdlo",
                script="script-b",
                audience=Audience.SECURITY,
            ),
        ),
        "coverage": Coverage(
            self_test=SelfTest(planted=2, caught=2), canaries=(), unseen=("server-side sending",)
        ),
    }
    return Report(**(fields | more))  # type: ignore[arg-type]  # a test's own words
