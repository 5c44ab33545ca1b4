"""What shipped lists say of who gets a request: domain, country of the network, categories."""

import msgspec

from scriptward.analysis.parties import target_host
from scriptward.knowledge.host_rows import lists_of
from scriptward.knowledge.networks import country_of
from scriptward.lib.domains import is_address, registrable
from scriptward.vocabulary.capture import Sending
from scriptward.vocabulary.observations import Recipient


def with_facts(recipient: Recipient, sending: Sending) -> Recipient:
    """The recipient with them; the IP address it was reached at goes no further than here."""
    host = target_host(sending.request.url)
    shown = recipient.host
    return msgspec.structs.replace(
        recipient,
        domain="" if not shown or is_address(shown) else registrable(shown),
        country=country_of(sending.remote_address) if sending.remote_address else None,
        lists=lists_of(host),
    )
