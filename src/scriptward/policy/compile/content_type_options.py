"""X-Content-Type-Options: a file is what its Content-Type says, so an upload can't become a script.

Source: WHATWG Fetch, "X-Content-Type-Options".
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

HEADER = "X-Content-Type-Options"
VALUE = "nosniff"
LIMITS = (
    "it keeps no script from sending: it only keeps files from running that aren't scripts",
    "scripts and style sheets with another type than their own are refused: look at those first",
)


@enforcement(header=HEADER)
def content_type_options(_needs: Needs, _options: Options) -> Compiled:
    """The header; the same word whatever is sent already."""
    because = "always: what people upload must not run"
    return Compiled(
        header=HEADER,
        value=VALUE,
        strength=Strength.BROWSER,
        size=sized(HEADER, VALUE),
        directives=(explained("value", [(VALUE, because)]),),
        unkept=(),
        limits=LIMITS,
        form=Form.ENFORCES,
        browsers=either("64", "12", "50", "11"),
        acts=(
            Act(
                who=Actor.WEB_SERVER,
                does="send scripts as text/javascript and style sheets as text/css, or they stop",
            ),
        ),
    )
