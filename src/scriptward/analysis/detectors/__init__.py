"""A list room: one detector a file, named for the failing state it finds."""
