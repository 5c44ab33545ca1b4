"""A journey is done after the choice: its pages state it, though none of its steps makes it."""

from tests.consent.banners import PRODUCTS, page

SEND = "fetch('https://px.adnet.test/collect?dl=' + location.href, {mode: 'no-cors'});"
START = """<form action="/thanks"><label>E-mail <input id="mail" name="mail"></label>
<button>Go</button></form>"""


def test_the_choice_is_made_before_the_first_step(visiting, tmp_path):
    banner = PRODUCTS["complianz"][1]
    tag = f"if (chosen() !== 'no') {SEND}"
    steps = tmp_path / "way.yaml"
    steps.write_text(
        "start: https://www.walk.test/book\nsteps:\n"
        '  - fill: {selector: "#mail", value: email}\n  - click: "text=Go"\n',
        encoding="utf-8",
    )

    scanned = visiting(
        {
            "www.walk.test/book": page(banner + START, tag=tag),
            "www.walk.test/thanks": page("", tag=tag, title="Thank you"),
        },
        "rejected",
        visited=[],
        journey=steps,
    )

    states = {(p.url.partition("?")[0], p.persona): p.consent for p in scanned.report.pages}
    assert states["https://www.walk.test/book", "rejected"].reached
    assert states["https://www.walk.test/thanks", "rejected"].reached
    sent = {(f.page, f.persona) for f in scanned.report.flows if f.party == "third"}
    assert sent == {("https://www.walk.test/book", "rejected-before")}
    assert "sent_before_choice" in {finding.detector for finding in scanned.report.findings}
    assert "rejection_ignored" not in {finding.detector for finding in scanned.report.findings}
