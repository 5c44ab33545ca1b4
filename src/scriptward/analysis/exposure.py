"""Whether a weak defence of a page matters: third-party code where people enter something."""

from scriptward.analysis.sensitivity import SENSITIVE
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import PageStatus, Party


def exposed(visit: Visit) -> bool:
    """Whether third-party scripts run where a person signs in, types, picks or pays."""
    strangers = any(script.party is Party.THIRD for script in visit.scripts)
    return strangers and visit.page.page_class in SENSITIVE


def document_seen(visit: Visit) -> bool:
    """Whether the page's own response was seen, so that a header not there is missing."""
    if visit.page.status is PageStatus.FAILED:
        return False
    answered = any(flow.request.url == visit.page.url for flow in visit.flows)
    return answered or any(header.url == visit.page.url for header in visit.headers)
