"""Deviations from a policy, put into words."""
