"""Signs of vendors' code: one file a vendor."""
