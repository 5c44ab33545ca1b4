"""Accounts at a vendor that a request names, by the vendor's wire format: whose pixel it is."""

from functools import lru_cache

from scriptward.knowledge.hits import decode
from scriptward.vocabulary.request import Request


@lru_cache(maxsize=4096)
def accounts_in(url: str, method: str = "GET") -> tuple[str, ...]:
    """Ids of customers in an address, each once; empty where it names none.

    Of what a run saw the flow says it: stored addresses have no values.
    """
    hits = decode(Request(url=url, method=method))
    return tuple(dict.fromkeys(hit.account for hit in hits if hit.account))
