"""A list room: one enforcement a file that a policy compiles to."""
