"""Every pixel keeps the shape of the room."""

import sys
from pathlib import Path

import pytest

from scriptward.knowledge.hits import room

ROOM = room()
LONGEST = 80
"""Lines of a vendor's file."""
ONLY_AT_HOME = {"crazy_egg"}
"""Formats whose parameters are not known well enough to tell them anywhere; only shrinks."""


def test_a_pixel_is_named_as_its_file():
    assert [pixel.name for pixel in ROOM.values()] == list(ROOM)


def test_no_two_pixels_are_the_same_product():
    assert len({pixel.product for pixel in ROOM.values()}) == len(ROOM) >= 50


@pytest.mark.parametrize("name", ROOM)
def test_the_docstring_says_what_it_rests_on(name):
    doc = sys.modules[ROOM[name].read.__module__].__doc__ or ""

    assert "\nProof: " in doc


@pytest.mark.parametrize("name", ROOM)
def test_a_pixel_fits_on_a_screen(name):
    file = Path(sys.modules[ROOM[name].read.__module__].__file__ or "")

    assert len(file.read_text("utf-8").splitlines()) <= LONGEST


def test_every_pixel_is_told_on_any_host():
    assert {name for name, pixel in ROOM.items() if not pixel.signatures} == ONLY_AT_HOME
