"""Amplitude's session replay plugin: rrweb, to `api-sr.amplitude.com`.

Source: amplitude.com/docs/session-replay, "Privacy and security" (read 2026-11); no package to
run here.
"""

from scriptward.knowledge.recorder import Marking, Recorder, Settings

amplitude = Recorder(
    entity="Amplitude",
    product="Amplitude Analytics",
    signs=("amp-unmask", "rr_dataURL"),
    path=r"/sessions/v2/track$",
    markings=(
        Marking(name="class", value="amp-mask"),
        Marking(name="class", value="amp-block"),
    ),
    settings=Settings(
        inputs='privacyConfig.defaultMaskLevel: "medium"',
        texts='privacyConfig.defaultMaskLevel: "conservative"',
        attributes="class amp-block on the element",
    ),
    source="amplitude.com/docs/session-replay; not confirmed in installed code",
)
