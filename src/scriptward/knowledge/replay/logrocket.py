"""LogRocket's recorder, which its published package fetches; known by its addresses.

Source: what docs.logrocket.com/reference/dom is known to say; not read anew, and its sending part
isn't published.
"""

from scriptward.knowledge.recorder import Marking, Recorder, Settings

logrocket = Recorder(
    entity="LogRocket",
    product="LogRocket",
    signs=(),
    path=r"/i$",
    markings=(Marking(name="data-private"),),
    settings=Settings(
        inputs="dom.inputSanitizer: true",
        texts="dom.textSanitizer: true",
        attributes="dom.hiddenAttributes: […]",
        address="browser.urlSanitizer",
    ),
    source="docs.logrocket.com/reference/dom; not confirmed in installed code",
)
