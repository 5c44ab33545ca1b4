"""Amplitude's session replay plugin: rrweb, to `api-sr.amplitude.com`.

Source: what amplitude.com/docs/session-replay is known to say; not read anew, and there is no
package to run here.
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
