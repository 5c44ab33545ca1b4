"""Seeded requests with and without a patient's values, and the truth about them.

Written from wire formats and the vendors' published packages, never from the detector's own tables.
"""
