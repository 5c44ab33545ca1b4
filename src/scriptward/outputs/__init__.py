"""A list room: one format a file that a report is written in."""
