"""A list room: one kind of server a file, and how it delivers a policy."""
