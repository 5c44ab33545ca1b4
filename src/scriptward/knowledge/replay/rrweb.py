"""rrweb itself, as sites and smaller vendors run it; where it sends is anybody's.

Proof: `rrweb` 2.2.2 (npm), `recordOptions`.
"""

from scriptward.knowledge.recorder import Marking, Recorder, Settings

rrweb = Recorder(
    entity="unknown",
    product="rrweb",
    signs=("rr_dataURL", "maskTextClass"),
    path="",
    markings=(
        Marking(name="class", value="rr-block"),
        Marking(name="class", value="rr-mask", of_input=False),
        Marking(name="class", value="rr-ignore", of_text=False),
    ),
    settings=Settings(
        inputs="maskAllInputs: true",
        texts='maskTextSelector: "*"',
        attributes='blockSelector: "…"',
        choices='blockSelector: "…"',
        clicks='maskTextSelector: "*"',
    ),
    source="rrweb 2.2.2: recordOptions",
)
