"""Answers given inside the debugger, in the network's place: no name is looked up for them."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from scriptward.sources.scan.protocol import NetworkRequest


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a page gets for one request."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(default=b"", repr=False)

    def command(self) -> tuple[str, Mapping[str, object]]:
        """The debugger's word for it, without the request's id."""
        return (
            "Fetch.fulfillRequest",
            {
                "responseCode": self.status,
                "responseHeaders": [{"name": name, "value": value} for name, value in self.headers],
                "body": base64.b64encode(self.body).decode(),
            },
        )


Answering = Callable[[NetworkRequest, str], Answer | None]
"""The answer to a request of a resource type, in the debugger's words; None: the network's."""
