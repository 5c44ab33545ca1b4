"""Wire formats of tracking pixels: one file a vendor, found by being there."""
