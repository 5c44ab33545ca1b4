"""A policy as browsers receive it, held against the policy as it compiles: each fault of delivery.

`headers` and `content_security` compare headers, `guards` the page's first script, `nonces` what
must be fresh; `acting` says who has to do something.
"""
