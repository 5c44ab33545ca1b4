"""A policy brought to the browsers of a site by its own application: what both middlewares share.

`kept` reads the policy and keeps it current, `exchange` changes one response, `guard_file` serves
the guard.
"""
