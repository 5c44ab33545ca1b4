"""Tools without a word of the domain, one subject a file."""
