"""The prepared pages that one script is vetted on: forms, cookies and texts worth taking."""
