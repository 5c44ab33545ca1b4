"""Meta Pixel: names of its modules.

Proof: copies of the script in public repositories.
"""

from scriptward.knowledge.script_sign import script_sign

meta_pixel = script_sign(
    host="connect.facebook.net",
    path="/signals/config/",
    longest=900_000,
    signs=(
        "SignalsFBEventsConfigStore",
        "getFbeventsModules",
        "SignalsFBEvents.plugins.",
        "ensureModuleRegistered",
    ),
)
