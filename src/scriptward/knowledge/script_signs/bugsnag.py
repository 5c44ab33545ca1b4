"""Bugsnag: headers of its reports and its own names.

Proof: the vendor's package (npm), bundled and minified.
"""

from scriptward.knowledge.script_sign import script_sign

bugsnag = script_sign(
    host="notify.bugsnag.com",
    longest=200_000,
    signs=(
        "Bugsnag-Api-Key",
        "Bugsnag JavaScript",
        "bugsnag-anonymous-id",
        "Bugsnag-Payload-Version",
    ),
    sends=("bugsnag-api-key",),
)
