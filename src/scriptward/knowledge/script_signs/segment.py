"""Segment analytics.js: its cookies and its own integration.

Proof: the vendor's package (npm), bundled and minified.
"""

from scriptward.knowledge.script_sign import script_sign

segment = script_sign(
    host="cdn.segment.com",
    longest=500_000,
    signs=(
        "ajs_user_id",
        "ajs_group_properties",
        "Segment.io",
        "analytics.js",
    ),
    sends=("segment.io", "writekey"),
)
