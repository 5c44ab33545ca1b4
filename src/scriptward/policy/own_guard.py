"""The policy's own guard in what was observed: it stands where a policy is delivered, in no policy.

It is known by its place, as other files of the site are: below the collector's path on an own host.
What is served there is looked at by `policy check --live`.
"""

import re
from urllib.parse import urlsplit

import msgspec

from scriptward.lib.domains import host_of, same_site
from scriptward.policy.options import COLLECTOR
from scriptward.vocabulary.observations import Script, Visit

_PATH = re.compile(rf"(?:/[^/]+)*{re.escape(COLLECTOR)}/guard(?:\.[0-9a-f]{{16}})?\.js")


def without_guard(visit: Visit) -> Visit:
    """The visit without the guard and its readings; who made the requests it made isn't known."""
    ours = {one.id for one in visit.scripts if _is_guard(one, visit.site)}
    if not ours:
        return visit
    return msgspec.structs.replace(
        visit,
        scripts=tuple(one for one in visit.scripts if one.id not in ours),
        reads=tuple(one for one in visit.reads if one.script not in ours),
        flows=tuple(
            msgspec.structs.replace(one, script=None) if one.script in ours else one
            for one in visit.flows
        ),
    )


def _is_guard(script: Script, site: str) -> bool:
    url = script.url or ""
    return same_site(host_of(url), site.partition(":")[0]) and bool(
        _PATH.fullmatch(urlsplit(url).path)
    )
