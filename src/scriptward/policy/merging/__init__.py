"""Headers a site sends already, put together with ours as browsers do it: never loosened."""
