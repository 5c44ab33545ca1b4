"""Hotjar's recordings; known by their addresses.

Source: help.hotjar.com, "How to suppress text, images and user input"; no package to run.
"""

from scriptward.knowledge.recorder import Marking, Recorder, Settings

hotjar = Recorder(
    entity="Contentsquare",
    product="Hotjar",
    signs=(),
    path="",
    markings=(Marking(name="data-hj-suppress"),),
    settings=Settings(
        inputs="keystroke suppression on, and no data-hj-allow on the field",
        texts="suppress all text in the site's settings, or data-hj-suppress",
        attributes="data-hj-suppress on the element",
    ),
    source="help.hotjar.com; not confirmed in installed code",
)
