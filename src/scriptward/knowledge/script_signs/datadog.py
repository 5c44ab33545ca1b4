"""Datadog RUM: globals, attributes and fields of its requests.

Proof: the vendor's package (npm), bundled and minified.
"""

from scriptward.knowledge.script_sign import script_sign

datadog = script_sign(
    host="datadoghq-browser-agent.com",
    needed=3,
    longest=700_000,
    signs=(
        "DD_RUM",
        "ddsource",
        "data-dd-privacy",
        "_dd_s",
        "data-dd-action-name",
        "Datadog Browser SDK",
    ),
    sends=("ddsource", "ddforward"),
)
