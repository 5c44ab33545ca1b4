"""PostHog: its events and keys of its storage.

Proof: the vendor's package (npm), bundled and minified.
"""

from scriptward.knowledge.script_sign import script_sign

posthog = script_sign(
    host="us.i.posthog.com",
    needed=3,
    longest=900_000,
    signs=(
        "__ph_opt_in_out_",
        "$feature_flag_called",
        "$pageleave",
        "$autocapture",
        "PostHog.js",
    ),
    sends=("phc_", "$autocapture", "$pageview", "$pageleave"),
)
