"""Serve vetted copies of vendors' scripts from your own site."""
