"""A list room: one command a file. A module's first line is the command's one-line help."""
