"""Mixpanel: keys of its storage and its events.

Proof: the vendor's package (npm), bundled and minified.
"""

from scriptward.knowledge.script_sign import script_sign

mixpanel = script_sign(
    host="cdn.mxpnl.com",
    needed=3,
    longest=900_000,
    signs=(
        "__mpso",
        "__mpq_",
        "$mp_web_page_view",
        "__mp_opt_in_out_",
        "mp_lib",
    ),
    sends=("$mp_", "mp_lib", "$insert_id"),
)
