"""The prepared pages, as templates."""
