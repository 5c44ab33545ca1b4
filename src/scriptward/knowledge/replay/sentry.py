"""Sentry's session replay: its own build of rrweb, envelopes with `replay_recording`.

Proof: `@sentry/replay` as `@sentry/browser` 11.12.0 (npm) has it: `getPrivacyOptions`, `Replay`.
"""

from scriptward.knowledge.recorder import Marking, Recorder, Settings

sentry = Recorder(
    entity="Functional Software",
    product="Sentry",
    signs=("replay_recording", "data-sentry-mask"),
    path=r"/envelope/?$",
    markings=(
        Marking(name="class", value="sentry-mask"),
        Marking(name="data-sentry-mask"),
        Marking(name="class", value="sentry-block"),
        Marking(name="data-sentry-block"),
        Marking(name="class", value="sentry-ignore", of_text=False),
    ),
    settings=Settings(
        inputs="replayIntegration({ maskAllInputs: true })",
        texts="replayIntegration({ maskAllText: true })",
        attributes="replayIntegration({ maskAttributes: […] }), or block with a selector",
        choices="replayIntegration({ block: […] })",
        clicks="beforeBreadcrumb, and replayIntegration({ maskAllText: true })",
        address="replayIntegration({ beforeAddRecordingEvent })",
    ),
    source="@sentry/replay in @sentry/browser 11.12.0",
    versions=(r'"name":"sentry\.javascript[^"]*","version":"(\d+\.\d+\.\d+)"',),
)
