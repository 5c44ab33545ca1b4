"""FullStory's recordings; known by their addresses.

Source: help.fullstory.com, "Fullstory Private by Default"; no package to run.
"""

from scriptward.knowledge.recorder import Marking, Recorder, Settings

fullstory = Recorder(
    entity="FullStory",
    product="FullStory",
    signs=(),
    path=r"/rec/bundle",
    markings=(
        Marking(name="class", value="fs-exclude"),
        Marking(name="class", value="fs-mask"),
    ),
    settings=Settings(
        inputs="Private by Default on, or class fs-mask",
        texts="Private by Default on, or class fs-mask",
        attributes="class fs-exclude on the element",
    ),
    source="help.fullstory.com; not confirmed in installed code",
)
