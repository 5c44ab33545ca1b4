"""Sentry: globals, marks of what it wrapped, headers.

Proof: the vendor's package (npm), bundled and minified.
"""

from scriptward.knowledge.script_sign import script_sign

sentry = script_sign(
    host="browser.sentry-cdn.com",
    needed=3,
    longest=600_000,
    signs=(
        "__SENTRY__",
        "sentry.javascript",
        "__sentry_xhr_v3__",
        "sentry-trace",
        "__sentry_original__",
    ),
    sends=("sentry_key", "sentry.javascript"),
)
