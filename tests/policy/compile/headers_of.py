"""Every header of a policy written as text, by name of its module."""

from datetime import date

from scriptward.lib.found import found
from scriptward.policy import compile as room
from scriptward.policy.compilation import checked, wants
from scriptward.policy.enforcement import Enforcement
from scriptward.policy.language import parsed
from scriptward.policy.options import Options

TODAY = date(2026, 11, 25)
HEAD = "version: 1\nsite: www.clinic.test\n"
ACME = HEAD + "recipients:\n  acme: {hosts: [api.acme.test]}\n"


def header(name, text=HEAD, visits=None, **options):
    """What one module makes of it, or None."""
    policy = parsed(text)
    given = checked(policy, Options(**options))
    return found(room, Enforcement)[name].compile(wants(policy, visits, today=TODAY), given)
