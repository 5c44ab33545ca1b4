"""Nineteen in twenty products of the vendor table are told by host, request or code."""

import pytest

from scriptward.knowledge.host_rows import vendor_rows
from tools.vendor_docs import told_by


@pytest.fixture(scope="module")
def known():
    return {row.id: told_by(row) for row in vendor_rows()}


def test_nineteen_in_twenty_products_are_told(known):
    untold = [name for name, ways in known.items() if not ways]

    assert len(known) > 170
    assert len(untold) <= 0.05 * len(known), untold


def test_the_most_common_ones_are_told_behind_the_sites_own_host(known):
    common = {
        *("google-analytics-4", "google-tag-manager", "google-ads", "meta-pixel", "hotjar"),
        *("microsoft-clarity", "tiktok-pixel", "linkedin-insight", "microsoft-uet", "segment"),
        *("adobe-analytics", "fullstory", "hubspot", "mixpanel", "amplitude", "posthog", "heap"),
    }

    assert not [name for name in sorted(common) if not set(known[name]) - {"host"}]
