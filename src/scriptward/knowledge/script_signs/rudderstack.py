"""RudderStack: cookies and globals.

Proof: the vendor's package (npm), bundled and minified.
"""

from scriptward.knowledge.script_sign import script_sign

rudderstack = script_sign(
    host="cdn.rudderlabs.com",
    longest=500_000,
    signs=(
        "rl_anonymous_id",
        "rudderanalytics",
        "rl_user_id",
        "RS_JS_SDK",
    ),
    sends=("rudderlabs",),
)
