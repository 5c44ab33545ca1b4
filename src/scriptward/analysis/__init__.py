"""Judges records; knows no source, no network, no clock, no disk."""
