"""Datadog's session replay: its own recorder, segments packed in a worker.

Proof: `@datadog/browser-rum` 7.16.2 (npm), `privacyConstants` and the recorder.
"""

from scriptward.knowledge.recorder import Marking, Recorder, Settings

datadog = Recorder(
    entity="Datadog",
    product="RUM/Session Replay",
    signs=("has_full_snapshot", "creation_reason"),
    path=r"/replay$",
    markings=(
        Marking(name="data-dd-privacy", value="mask"),
        Marking(name="data-dd-privacy", value="hidden"),
        Marking(name="data-dd-privacy", value="mask-user-input", of_text=False),
        Marking(name="class", value="dd-privacy-mask"),
        Marking(name="class", value="dd-privacy-hidden"),
    ),
    settings=Settings(
        inputs='defaultPrivacyLevel: "mask-user-input" or "mask"',
        texts='defaultPrivacyLevel: "mask"',
        attributes='defaultPrivacyLevel: "mask"; data-dd-privacy="hidden" for the rest',
        choices='defaultPrivacyLevel: "mask-user-input" or "mask"',
        clicks="enablePrivacyForActionName: true with a level that masks",
        address="beforeSend, which may change view.url and view.name",
    ),
    source="@datadog/browser-rum 7.16.2: privacyConstants, configuration",
    versions=(r"dd-evp-origin-version(?:=|%3D)(\d+\.\d+\.\d+)",),
)
