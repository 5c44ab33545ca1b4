"""Visits pages and journeys in real Chromium and captures what ran and what left."""
