"""LogRocket: globals of its loader and recorder.

Proof: the vendor's package (npm), bundled and minified.
"""

from scriptward.knowledge.script_sign import script_sign

logrocket = script_sign(
    host="cdn.logrocket.io",
    longest=900_000,
    signs=(
        "_LRLogger",
        "_lrMutationObserver",
        "lgrckt",
        "__SDKCONFIG__",
    ),
)
