"""The sample clinic with one more header on every answer of its own hosts, as a web server adds it.

`python serve_with_header.py HEADER_FILE [options of demo/serve.py]`; the file holds `Name: value`.
"""

import dataclasses
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from demo.clinic import hosts, running, site  # found once the checkout is on the path
from demo.clinic.connection import Reply
from demo.clinic.record import Arrival

NAME, _, VALUE = Path(sys.argv.pop(1)).read_text("utf-8").strip().partition(": ")


class WithHeader(site.Site):
    """The clinic's answers, with the header."""

    def __call__(self, arrival: Arrival) -> Reply:
        """The answer to one request."""
        reply = super().__call__(arrival)
        if arrival.host not in hosts.OWN_HOSTS:
            return reply
        return dataclasses.replace(reply, headers=(*reply.headers, (NAME, VALUE)))


if __name__ == "__main__":
    running.Site = WithHeader  # type: ignore[attr-defined]  # the server makes its site by this name
    sys.exit(running.main())
