"""A list room: one detector a file that compares visits of a run, named for the failing state."""
