"""Mixpanel's session replay: rrweb, batches to `/record/`.

Proof: `mixpanel-browser` 2.83.0 (npm), its defaults and `getPrivacyConfig`.
"""

from scriptward.knowledge.recorder import Marking, Recorder, Settings

mixpanel = Recorder(
    entity="Mixpanel",
    product="Mixpanel",
    signs=("record_mask_all_text", "rr_dataURL"),
    path=r"/record/?$",
    markings=(
        Marking(name="class", value="mp-block"),
        Marking(name="class", value="mp-mask", of_input=False),
    ),
    settings=Settings(
        inputs="record_mask_all_inputs: true",
        texts="record_mask_all_text: true",
        attributes='record_block_selector: "…"',
        choices='record_block_selector: "…"',
        clicks="autocapture.capture_text_content: false",
        address='autocapture.pageview: "url-with-path"',
    ),
    source="mixpanel-browser 2.83.0: defaults and privacy configuration",
    versions=(r"lib_version(?:=|%3D)(\d+\.\d+\.\d+)", r'LIB_VERSION:"(\d+\.\d+\.\d+)"'),
)
