"""Finds known values in traffic: in any place of a request, in any nesting of encodings.

`Detector(values).find(request)` decodes forward: each layer that may be inside another is opened,
one automaton searches all layers of a depth, boundary rules judge each match.
"""

from scriptward.analysis.leaks.address import masked_url
from scriptward.analysis.leaks.detect import Detector, Leaks
from scriptward.vocabulary.request import Request

__all__ = ["Detector", "Leaks", "Request", "masked_url"]
