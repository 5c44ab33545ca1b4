"""Microsoft Clarity: its cookies and attributes.

Proof: the vendor's package (npm), bundled and minified.
"""

from scriptward.knowledge.script_sign import script_sign

clarity = script_sign(
    host="clarity.ms",
    longest=250_000,
    signs=(
        "_clck",
        "_clsk",
        "data-clarity-mask",
        "data-clarity-region",
        "data-clarity-unmask",
    ),
    sends=("body.e[0]=0.",),
)
