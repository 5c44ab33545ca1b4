"""Containers of tag managers: what they are set to do, read before any tag fires."""

from scriptward.knowledge.container.changes import Changes, TagChange, changes
from scriptward.knowledge.container.firing import may_fire
from scriptward.knowledge.container.reading import read

__all__ = ("Changes", "TagChange", "changes", "may_fire", "read")
