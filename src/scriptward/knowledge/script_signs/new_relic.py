"""New Relic browser agent: globals, session keys, fields of its reports.

Proof: the vendor's package (npm), bundled and minified.
"""

from scriptward.knowledge.script_sign import script_sign

new_relic = script_sign(
    host="js-agent.newrelic.com",
    longest=900_000,
    signs=(
        "NREUM",
        "NRBA_SESSION",
        "browser_monitoring_key",
        "nr@original",
    ),
    sends=("browser_monitoring_key",),
)
