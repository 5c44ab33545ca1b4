"""A ward's page of Panel's widgets. Started with PORT, HOST and PLANT set."""

import os
from datetime import date

import pandas as pd
import panel as pn
from bokeh.plotting import figure

PAGE = """{% extends base %}
{% block postamble %}{% raw %}PLANT{% endraw %}{% endblock %}
{% block contents %}{{ embed(roots.page) }}{% endblock %}"""
ATTACH = """
const inside = (root) => [...root.querySelectorAll("*")].flatMap((one) => [
  one, ...(one.shadowRoot ? inside(one.shadowRoot) : [])]);
const field = inside(document).find((one) => one.type === "file");
const files = new DataTransfer();
files.items.add(new File(["Dear doctor"], "letter.txt", {type: "text/plain"}));
field.files = files.files;
field.dispatchEvent(new Event("change"));
"""


def page() -> pn.Template:
    """Everything on one page."""
    name = pn.widgets.TextInput(name="Full name", css_classes=["name"])
    email = pn.widgets.TextInput(name="E-mail", css_classes=["email"])
    day = pn.widgets.DatePicker(name="Day", value=date(2031, 3, 2), css_classes=["day"])
    clinic = pn.widgets.Select(
        name="Clinic", options=["Cardiology", "Oncology"], css_classes=["clinic"]
    )
    weight = pn.widgets.IntSlider(name="Weight", start=40, end=140, value=70)
    story = pn.widgets.TextAreaInput(name="What is it about", css_classes=["story"])
    letter = pn.widgets.FileInput(name="Letter")
    attach = pn.widgets.Button(name="Attach the letter")
    attach.js_on_click(code=ATTACH)
    told = pn.pane.Markdown("Nothing sent")

    def send(_: object) -> None:
        told.object = f"We have it, with {letter.filename}" if name.value else "Your name?"

    plot = figure(width=320, height=200, tools="pan,wheel_zoom,reset", title="Pulse")
    plot.line([1, 2, 3], [70, 78, 74])
    plot.scatter([1, 2, 3], [70, 78, 74], size=8)
    table = pn.widgets.Tabulator(
        pd.DataFrame({"drug": ["ibuprofen", "insulin"], "dose": [400, 8]}), show_index=False
    )
    told_of_letter = pn.bind(lambda file: f"Letter: {file or 'none'}", letter.param.filename)
    template = pn.Template(PAGE.replace("PLANT", os.environ["PLANT"]))
    template.add_panel(
        "page",
        pn.Column(
            "# Ward",
            pn.Row(
                pn.Column(name, email, day, clinic, weight, story),
                pn.Column(pn.pane.Bokeh(plot), table),
            ),
            pn.Row(letter, attach),
            told_of_letter,
            pn.widgets.Button(name="Send", on_click=send),
            told,
        ),
    )
    return template


if __name__ == "__main__":
    pn.extension("tabulator")
    pn.serve(
        {"/": page},
        address="127.0.0.1",
        port=int(os.environ["PORT"]),
        websocket_origin=[os.environ["HOST"]],
        show=False,
        title="Ward",
        use_xheaders=True,
    )
