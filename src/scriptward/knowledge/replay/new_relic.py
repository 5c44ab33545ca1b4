"""New Relic's session replay: rrweb, gzipped lists to `/browser/blobs`.

Proof: `@newrelic/browser-agent` 1.322.0 (npm), `common/config/init.js`.
"""

from scriptward.knowledge.recorder import Marking, Recorder, Settings

new_relic = Recorder(
    entity="New Relic",
    product="Browser agent",
    signs=("rr_dataURL", "newrelic"),
    path=r"/browser/blobs$",
    markings=(
        Marking(name="data-nr-mask"),
        Marking(name="class", value="nr-mask", of_input=False),
        Marking(name="data-nr-block"),
        Marking(name="class", value="nr-block"),
        Marking(name="class", value="nr-ignore", of_text=False),
    ),
    settings=Settings(
        inputs="session_replay.mask_all_inputs: true",
        texts='session_replay.mask_text_selector: "*"',
        attributes='session_replay.block_selector: "…"',
        choices='session_replay.block_selector: "…"',
        clicks="user_actions.enabled: false",
        address="obfuscate: […] rewrites addresses",
    ),
    source="@newrelic/browser-agent 1.322.0: common/config/init.js, init-types.js",
    versions=(r"[?&]v=(\d+\.\d+\.\d+)",),
)
