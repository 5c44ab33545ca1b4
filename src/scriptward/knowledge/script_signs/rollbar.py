"""Rollbar: globals and marks of what it wrapped.

Proof: the vendor's package (npm), bundled and minified.
"""

from scriptward.knowledge.script_sign import script_sign

rollbar = script_sign(
    host="api.rollbar.com",
    longest=400_000,
    signs=(
        "_rollbarConfig",
        "_rollbarWrapped",
        "rollbar-browser-js",
        "_rollbar_wrapped",
    ),
    sends=("x-rollbar-access-token", "rollbar-browser-js"),
)
