"""Visits on which everything is wrong that detectors know."""

from scriptward.vocabulary.container import Container, Reach, Reaching, Tag, Trigger
from scriptward.vocabulary.replay import Surface
from scriptward.vocabulary.words import DataKind, PageClass, Where
from tests.analysis.replays import recording, seen
from tests.analysis.visits import (
    ADVERTISER,
    RECORDER,
    STRANGER,
    field_read,
    fingerprint_read,
    flow,
    header,
    leak,
    library,
    script,
    visit,
)

_TAG = script("c.nobody.test", "unknown", libraries=(library("CVE-1", severity="high"),))
_KINDS = [leak(kind) for kind in DataKind]
_ADDRESS = [leak(kind, where=Where.URL_QUERY, path="query.dl") for kind in DataKind]
_REFERER = [leak(kind, where=Where.HEADER, path="header.referer") for kind in DataKind]
_ALL = (*_KINDS, *_ADDRESS, *_REFERER)
_FLOWS = (
    flow(STRANGER, *_ALL, script=_TAG, id="1"),
    flow(RECORDER, *_ALL, script=_TAG, id="2"),
    flow(ADVERTISER, *_ALL, id="3", url="http://px.adnet.test/p"),
)
_ASKED = ("toDataURL", "startRendering", "platform", "languages", "colorDepth")
_READS = (
    *(field_read(_TAG, kind) for kind in DataKind),
    *(fingerprint_read(_TAG, name) for name in _ASKED),
)
_CONTAINER = Container(
    product="Tag Manager",
    id="TM-1",
    tags=tuple(
        Tag(
            index=index,
            tag_id=None,
            function="__html",
            name="custom HTML",
            hosts=("c.nobody.test",),
            triggers=(Trigger(when=()),),
            reaches=(Reaching(kind=kind),),
        )
        for index, kind in enumerate(Reach)
    ),
)
_COOKIE = header("set-cookie", "session_id")
_REFERRER = header("referrer-policy", "unsafe-url")
_HEADERS = (
    (_COOKIE,),
    (header("content-security-policy", "script-src * 'unsafe-eval' 'unsafe-inline'"), _COOKIE),
    (header("content-security-policy-report-only", "default-src 'self'"), _COOKIE, _REFERRER),
)

WORST_VISITS = (
    *(
        visit(
            page_class,
            scripts=(_TAG,),
            flows=_FLOWS,
            reads=_READS,
            headers=headers,
            containers=(_CONTAINER,),
            replay=(recording(*map(seen, Surface)),),
        )
        for page_class in PageClass
        for headers in _HEADERS
    ),
    *(visit(page_class, url="http://www.willow.test/page") for page_class in PageClass),
)
