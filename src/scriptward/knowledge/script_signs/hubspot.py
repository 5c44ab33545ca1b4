"""HubSpot tracking: its names and cookies.

Proof: a copy of the script in a public repository.
"""

from scriptward.knowledge.script_sign import script_sign

hubspot = script_sign(
    host="js.hs-analytics.net",
    longest=300_000,
    signs=(
        "hstc.tracking.Tracker",
        "hstc.tracking.Utk",
        "hubspotutk",
    ),
)
