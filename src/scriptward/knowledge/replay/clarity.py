"""Microsoft Clarity: its own recorder, gzipped JSON of page, events and content.

Proof: `clarity-js` 0.8.70 (npm), `core/scrub.ts`, `layout/dom.ts`. Its levels: none, sensitive
(the default: digits, addresses and what is typed), text and image (`content: false`).
"""

from scriptward.knowledge.recorder import Marking, Recorder, Settings

clarity = Recorder(
    entity="Microsoft",
    product="Clarity",
    signs=("data-clarity-mask", "data-clarity-region"),
    path=r"/collect$",
    markings=(Marking(name="data-clarity-mask", value="true"),),
    settings=Settings(
        inputs="masking mode balanced or strict, and no data-clarity-unmask above the field",
        texts="masking mode strict (content: false)",
        attributes='data-clarity-mask="true" on the element',
        choices='data-clarity-mask="true" on the element',
        clicks="masking mode strict (content: false)",
        address="drop: […] takes parameters out of the address",
    ),
    source="clarity-js 0.8.70: core/scrub.ts, layout/dom.ts, types/core.d.ts",
    versions=(r'^\{"e":\["(\d+\.\d+\.\d+)"', r'[="](0\.\d+\.\d+)"'),
)
