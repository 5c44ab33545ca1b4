"""What is kept, and the only code that speaks SQL.

In: `folded.apply(store, delta)` for live observations, `runs.add(store, report)` for a run.
Out: the named queries of `inventory`, `flows`, `findings`, `overview`. People and their sign-ins:
`people`. `opened(url)` of `database` gives the store itself.
"""
