"""Rollbar's session replay: rrweb, packed as OpenTelemetry JSON after an error.

Proof: `rollbar` 3.1.0 (npm), `browser/replay/defaults.js`. It sends when its triggers fire, so a
probe without an error sees no recording.
"""

from scriptward.knowledge.recorder import Marking, Recorder, Settings

rollbar = Recorder(
    entity="Rollbar",
    product="Rollbar",
    signs=("rb-block", "rr_dataURL"),
    path=r"/api/1/session/?$",
    markings=(
        Marking(name="class", value="rb-block"),
        Marking(name="class", value="rb-mask", of_input=False),
        Marking(name="class", value="rb-ignore", of_text=False),
    ),
    settings=Settings(
        inputs="replay.maskAllInputs: true",
        texts='replay.maskTextSelector: "*"',
        attributes='replay.blockSelector: "…"',
    ),
    source="rollbar 3.1.0: browser/replay/defaults.js",
)
