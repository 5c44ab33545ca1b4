"""A script asked so much of the browser that it can know it again without a cookie.

Counted are different kinds of questions that it asked: a drawing read back, the graphics card, a
sound rendered, fonts and voices that are there, plugins, screen, processor, languages and more.
Few of them are asked by charts, maps, players and tests of features.

Why: who asks this can follow a person across sites and visits, also one who refused cookies.
Fix: switch fingerprinting off in the vendor's settings, or keep the script off pages about health;
for protection against fraud, ask the vendor what is kept and for how long.
Source: W3C, Mitigating Browser Fingerprinting in Web Specifications (2025); 45 CFR
164.514(b)(2)(i)(R); EDPB Guidelines 2/2023 on the technical scope of article 5(3).
fires: a_vendor_draws_listens_and_asks_for_hardware_and_languages
fires: a_list_of_fonts_beside_a_drawing_plugins_and_screen
fires: behind_sign_in_it_is_high_and_by_the_sites_own_code_low
fires: seven_kinds_of_questions_with_one_that_tells_much
quiet: a_chart_reads_its_canvas_back
quiet: a_test_of_features_draws_and_asks_for_plugins_and_extensions
quiet: a_map_asks_for_graphics_card_processor_and_touch
quiet: a_player_asks_for_languages_touch_and_screen
quiet: two_scripts_ask_half_each
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.fingerprints import fingerprinters
from scriptward.analysis.sensitivity import CONTENT, SENSITIVE
from scriptward.analysis.wording import page_words, script_name
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Script, Visit
from scriptward.vocabulary.words import Audience, Confidence, Party, Severity

_FIX = Remedy(
    text=(
        "switch fingerprinting off in this vendor's settings, or keep the script off pages where "
        "people sign in, type or read about their health"
    ),
    actor="tag manager",
)
_MANY = 7
"""Groups of questions from which no other reason for them is likely."""


@detector(severity=Severity.MEDIUM, audience=Audience.PRIVACY, controls=("HT-11",))
def browser_fingerprint(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    page_class = visit.page.page_class
    for script, groups in fingerprinters(visit):
        yield browser_fingerprint.finding(
            visit=visit,
            says=(
                f"{script_name(script)} asked on {page_words(page_class)} for {len(groups)} kinds "
                f"of things that tell one browser from another: {', '.join(groups)}"
            ),
            severity=_severity(visit, script),
            confidence=Confidence.HIGH if len(groups) >= _MANY else Confidence.MEDIUM,
            script=script,
            fold=(script.id,),
            remedy=_FIX,
        )


def _severity(visit: Visit, script: Script) -> Severity:
    if script.party is Party.FIRST or script.approved:
        return Severity.LOW
    telling = visit.page.page_class in SENSITIVE | CONTENT
    return Severity.HIGH if telling and script.owner.category != "security" else Severity.MEDIUM
