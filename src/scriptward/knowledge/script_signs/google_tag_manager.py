"""Google Tag Manager: words of a container.

Proof: a copy of one in a public repository.
"""

from scriptward.knowledge.script_sign import script_sign

google_tag_manager = script_sign(
    host="www.googletagmanager.com",
    path="/gtm.js",
    needed=3,
    longest=1_500_000,
    signs=(
        "google_tag_manager",
        "gtm.uniqueEventId",
        "vtp_dataLayerVersion",
        "__jsm",
    ),
)
