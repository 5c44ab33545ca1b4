from scriptward.analysis.detectors.library_vulnerable import library_vulnerable
from scriptward.vocabulary.words import PageClass, Severity
from tests.analysis.visits import library, own_script, visit


def test_an_old_library_runs_on_a_sign_in_page():
    old = library("CVE-2020-11022", "CVE-2020-11023", severity="medium")
    seen = visit(PageClass.LOGIN, scripts=(own_script(libraries=(old,)),))

    (finding,) = library_vulnerable.judge(seen)

    assert finding.severity is Severity.MEDIUM
    assert finding.title == (
        "www.willow.test/…/tag.js holds jquery 1.12.4: CVE-2020-11022, CVE-2020-11023"
    )


def test_a_current_library_runs():
    seen = visit(PageClass.LOGIN, scripts=(own_script(libraries=(library(),)),))

    assert list(library_vulnerable.judge(seen)) == []
