"""How long headers may be on their way: limits of servers and CDNs as they ship, with sources.

Read on 30 November 2026; each can be raised where its `raise` says how.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scriptward.policy.enforcement import sized
from scriptward.vocabulary.errors import UsageError

OWN_PART = 1024
"""Bytes left to the site's other headers where a limit holds for all together."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Carrier:
    """A server or CDN that headers pass through."""

    name: str
    one: int
    """Bytes of one header's value; 0: no limit of its own."""
    together: int
    """Bytes of all headers with their names; 0: none."""
    over: str
    """What happens beyond."""
    higher: str
    """How to raise it."""
    source: str


CARRIERS = (
    Carrier(
        name="nginx",
        one=0,
        together=4096,
        over="as a proxy it answers 502 for what the server behind it sends",
        higher="`proxy_buffer_size 16k;` (4k or 8k by platform); its own `add_header` has no limit",
        source="https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffer_size",
    ),
    Carrier(
        name="apache",
        one=8192,
        together=0,
        over="as a proxy it refuses the answer of the server behind it",
        higher="`responsefieldsize=32768` on ProxyPass; its own `Header` has no limit",
        source="https://httpd.apache.org/docs/2.4/mod/mod_proxy.html",
    ),
    Carrier(
        name="varnish",
        one=8192,
        together=32768,
        over="it answers 503",
        higher="-p http_resp_hdr_len=32k -p http_resp_size=64k",
        source="https://varnish-cache.org/docs/6.0/reference/varnishd.html",
    ),
    Carrier(
        name="cloudfront",
        one=1783,
        together=10240,
        over="its response headers policy can't be saved",
        higher="ask AWS for a higher quota on Content-Security-Policy, or send it from the origin",
        source="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html",
    ),
    Carrier(
        name="fastly",
        one=0,
        together=69 * 1024,
        over="it answers 503",
        higher="it can't be raised",
        source="https://www.fastly.com/documentation/reference/vcl/constraints-and-limitations",
    ),
    Carrier(
        name="node",
        one=0,
        together=16 * 1024,
        over="as a proxy it fails with HPE_HEADER_OVERFLOW",
        higher="--max-http-header-size=65536",
        source="https://nodejs.org/api/cli.html#--max-http-header-sizesize",
    ),
)


def carriers(names: Iterable[str]) -> tuple[Carrier, ...]:
    """The carriers of these names. Raises UsageError for one that isn't known."""
    known = {one.name: one for one in CARRIERS}
    wanted = [name.strip().lower() for name in names if name.strip()]
    for name in wanted:
        if name not in known:
            raise UsageError(
                f"how long headers may be through {name[:40]!r} is not known",
                hint=f"known are {', '.join(known)}",
            )
    return tuple(known[name] for name in dict.fromkeys(wanted))


def narrowest(through: Iterable[Carrier]) -> int:
    """Bytes that the longest header may have, name and value, so that all fit; 0: any."""
    most = [one.one for one in through if one.one]
    most += [one.together - OWN_PART for one in through if one.together]
    return min(most, default=0)


def told(headers: Iterable[tuple[str, str]], through: Iterable[Carrier]) -> Iterator[str]:
    """A sentence for each header, and for all of them, that a carrier doesn't take."""
    sent = tuple(headers)
    together = sum(sized(name, value) + 2 for name, value in sent)
    for carrier in through:
        for name, value in sent:
            if carrier.one and len(value) > carrier.one:
                yield (
                    f"{name} is {len(value):,} bytes, {carrier.name} takes {carrier.one:,}:"
                    f" {carrier.over}; {carrier.higher}; or compile for each part of the site"
                    " (--pages), so that each header is shorter"
                )
        if carrier.together and together > carrier.together - OWN_PART:
            yield (
                f"all headers are {together:,} bytes, {carrier.name} takes {carrier.together:,}"
                f" with the site's own: {carrier.over}; {carrier.higher}"
            )
