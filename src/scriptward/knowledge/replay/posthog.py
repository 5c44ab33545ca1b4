"""PostHog's session replay: rrweb in a file of its own, batches of `$snapshot` events.

Proof: `posthog-js` 1.449.2 (npm), `posthog-recorder.js` and its option types.
"""

from scriptward.knowledge.recorder import Marking, Recorder, Settings

posthog = Recorder(
    entity="PostHog",
    product="PostHog",
    signs=("$snapshot_data", "rr_dataURL"),
    path=r"/s/?$",
    markings=(
        Marking(name="class", value="ph-no-capture"),
        Marking(name="class", value="ph-mask", of_input=False),
        Marking(name="class", value="ph-ignore-input", of_text=False),
    ),
    settings=Settings(
        inputs="session_recording.maskAllInputs: true",
        texts='session_recording.maskTextSelector: "*"',
        attributes="session_recording.maskAttributeFn, or class ph-no-capture on the element",
        choices="class ph-no-capture on the element",
        clicks="mask_all_text: true",
        address="before_send, which may change $current_url and title",
    ),
    source="posthog-js 1.449.2: types of session_recording; posthog-recorder.js",
    versions=(r'"\$lib_version":"(\d+\.\d+\.\d+)"', r"/static/(\d+\.\d+\.\d+)/"),
)
