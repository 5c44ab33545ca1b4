"""Trusted Types, reporting only: which code of the page writes text where it may become code.

Opt-in: each such write is reported. It has a second use: in this mode the browser calls a policy
named `default`, so the guard can see and rewrite what is written, and nothing breaks.
Source: W3C Trusted Types; measured in Chromium 156.
"""

from scriptward.policy.enforcement import (
    Act,
    Actor,
    Compiled,
    Form,
    Strength,
    either,
    enforcement,
    explained,
    sized,
)
from scriptward.policy.needing.needs import Needs
from scriptward.policy.options import Options

HEADER = "Content-Security-Policy"
LIMITS = (
    "reporting only, it stops nothing",
    "enforced, it would refuse innerHTML, document.write, script addresses, eval, workers, srcdoc",
    "so jQuery, editors and most vendors' tags would break: read the reports first",
    "not covered, enforced or not: `import()`, addresses of images, frames and links, style text",
    "a blank frame has no `default` policy: its writes pass unseen",
)


@enforcement(header=HEADER)
def trusted_types(needs: Needs, options: Options) -> Compiled | None:
    """The second policy of this name, where it is asked for; browsers keep both."""
    if not options.trusted_types:
        return None
    found = [explained("require-trusted-types-for", [("'script'", "asked for")])]
    if endpoint := options.endpoint(needs.site):
        found.append(explained("report-uri", [(endpoint, "always: the own collector only")]))
    value = "; ".join(one.text for one in found)
    return Compiled(
        header=HEADER,
        value=value,
        strength=Strength.WATCH,
        size=sized(f"{HEADER}-Report-Only", value),
        directives=tuple(found),
        unkept=(),
        limits=LIMITS,
        form=Form.REPORTS,
        browsers=either("83", "83", "148", "26"),
        acts=(
            Act(
                who=Actor.PAGE,
                does="make no policy named `default`: there is one in a page, the guard's",
            ),
        ),
    )
