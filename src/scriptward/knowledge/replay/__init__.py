"""Session recorders: one file a vendor, found by being there."""
