"""Finds known values in traffic: in any place of a request, in any nesting of encodings.

`Detector(values).find(request)` decodes forward: each layer that may be inside another is opened,
one automaton searches all layers of a depth, boundary rules judge each match. Values in pieces are
put together; `follow()` reads a visit's requests in order and sees those sent one by one.
"""

from scriptward.analysis.leaks.address import masked_url
from scriptward.analysis.leaks.detect import Detector, Follower, Leaks
from scriptward.vocabulary.request import Request

__all__ = ["Detector", "Follower", "Leaks", "Request", "masked_url"]
