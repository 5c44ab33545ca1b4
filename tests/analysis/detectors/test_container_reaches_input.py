from scriptward.analysis.detectors.container_reaches_input import container_reaches_input
from scriptward.vocabulary.words import Confidence, PageClass, Severity
from tests.analysis.visits import visit
from tests.knowledge.container.containers import CLINIC, GTAG, event_is, html, known, macro, served

GTM_URL = "https://www.googletagmanager.com/gtm.js?id=GTM-CLIN1C"
SEND = '<script type="text/gtmscript">send("https://in.partner.test/c","'


def one_tag(tag, *, rules=(), predicates=()):
    """A container whose only tag fires on page view, and reads a field by variable 1."""
    return served(
        macros=[
            {"function": "__e"},
            {"function": "__d", "vtp_elementSelector": "input#email"},
            {"function": "__u", "vtp_component": "URL"},
            {"function": "__u", "vtp_component": "PATH"},
        ],
        tags=[tag],
        predicates=[event_is("gtm.js"), *predicates],
        rules=[[["if", 0], ["add", 0]], *rules],
    )


def sending(number):
    return html(["template", SEND, macro(number), '");</script>'], tag_id=4)


def judged(text, page_class=PageClass.APPOINTMENT_FORM):
    seen = visit(page_class, containers=(known(text, GTM_URL),))
    return list(container_reaches_input.judge(seen))


def test_a_tag_reads_a_form_field_on_an_appointment_form():
    (finding,) = judged(one_tag(sending(1)))

    assert finding.title == (
        "GTM-CLIN1C sets its tag #0 (custom HTML, in.partner.test) to read form fields on an "
        "appointment form"
    )
    assert finding.severity is Severity.MEDIUM
    assert finding.confidence is Confidence.MEDIUM
    assert finding.recipient == "in.partner.test"


def test_the_text_of_clicked_elements_flows_into_a_tag():
    event, hook = judged(CLINIC)

    assert event.title == (
        "GTM-CLIN1C sets its tag #2 (GA4 event, Google (Alphabet)) to read the text of clicked or "
        "submitted elements on an appointment form"
    )
    assert event.severity is Severity.LOW
    assert "#4 (custom HTML, hooks.partner.test) to read form fields" in hook.title


def test_the_vendors_code_looks_for_entries_by_itself():
    (finding,) = judged(GTAG, PageClass.LOGIN)

    assert "#0 (user-provided data, Google (Alphabet)) to read e-mail, phone or" in finding.title


def test_the_page_is_a_public_one():
    assert judged(one_tag(sending(1)), PageClass.GENERAL_PUBLIC) == []


def test_the_tag_is_paused():
    assert judged(one_tag({"function": "__paused", "vtp_originalTagType": "html"})) == []


def test_the_tag_is_blocked_on_pages_of_this_address():
    on_page = {"function": "_eq", "arg0": macro(3), "arg1": "/page"}

    blocked = one_tag(sending(1), predicates=[on_page], rules=[[["if", 0, 1], ["block", 0]]])

    assert judged(blocked) == []


def test_the_tag_names_nobody_to_send_to():
    assert judged(one_tag(html(["template", "<script>keep('", macro(1), "')</script>"]))) == []


def test_only_the_address_flows_into_the_tag():
    assert judged(one_tag(sending(2))) == []
