"""Amplitude: its logger, its prefix of properties, its library's name.

Proof: the vendor's package (npm), bundled and minified.
"""

from scriptward.knowledge.script_sign import script_sign

amplitude = script_sign(
    host="cdn.amplitude.com",
    longest=600_000,
    signs=(
        "amplitude-ts",
        "[Amplitude] ",
        "Amplitude Logger",
        "AMP_",
    ),
    sends=("amplitude-ts",),
)
