"""Tries a policy on a journey before anything is deployed: what breaks, why, and what mends it."""

from scriptward.app.rehearsing.rehearsing import Tried, rehearsed
from scriptward.app.rehearsing.running import Stage
from scriptward.app.rehearsing.writing import status_of, written

__all__ = ["Stage", "Tried", "rehearsed", "status_of", "written"]
