"""Hosts of the site's own that are a vendor's: by their canonical name, or by their certificate.

A vendor is asked for only where its product is to learn about visitors: that a site lies on a
hosting or delivery network is no disguise. The hosts of the visited pages themselves are left out.
"""

from collections.abc import Iterable

import msgspec

from scriptward.analysis.parties import target_host
from scriptward.analysis.sensitivity import TRACKING
from scriptward.knowledge.entities import recipient_of
from scriptward.lib.domains import host_of, same_site
from scriptward.vocabulary.capture import Capture, Sending
from scriptward.vocabulary.observations import Owner
from scriptward.vocabulary.words import NamedBy

_MOST_NAMES = 200


def hosts_behind(capture: Capture, sendings: Iterable[Sending]) -> dict[str, Owner]:
    """`{host: whose it is}`. A name in the DNS says more than one in a certificate."""
    shown = {host_of(page.url) for page in capture.pages}
    found: dict[str, Owner] = {}
    for sending in sendings:
        host = target_host(sending.request.url)
        if sending.certificate and host and host not in shown and host not in found:
            owner = _vendor(sending.certificate, host, NamedBy.CERTIFICATE)
            if owner is not None:
                found[host] = owner
    for host, names in capture.aliases:
        owner = _vendor(names, host, NamedBy.CNAME) if host not in shown else None
        if owner is not None:
            found[host] = owner
    return found


def _vendor(names: Iterable[str], host: str, by: NamedBy) -> Owner | None:
    for name in tuple(names)[:_MOST_NAMES]:
        bare = name.lower().removeprefix("*.").rstrip(".")
        if bare and not same_site(bare, host):
            owner = recipient_of(bare)
            if owner.category in TRACKING:
                return msgspec.structs.replace(owner, by=by)
    return None
