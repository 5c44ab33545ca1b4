"""Snowplow: schemas and endpoints of its tracker.

Proof: the vendor's package (npm), bundled and minified.
"""

from scriptward.knowledge.script_sign import script_sign

snowplow = script_sign(
    host="collector.snplow.net",
    longest=200_000,
    signs=(
        "iglu:com.snowplowanalytics",
        "payload_data",
        "contexts/jsonschema",
        "_sp_",
    ),
    sends=("iglu:com.snowplowanalytics",),
)
