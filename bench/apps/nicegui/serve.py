"""An intake page of NiceGUI's widgets. Started with PORT and PLANT set."""

import os

from nicegui import events, ui

ATTACH = """
const field = document.querySelector(".q-uploader__input");
const files = new DataTransfer();
files.items.add(new File(["Dear doctor"], "letter.txt", {type: "text/plain"}));
field.files = files.files;
field.dispatchEvent(new Event("change"));
"""


@ui.page("/")
def page() -> None:
    """Everything on one page."""
    ui.add_head_html(os.environ["PLANT"])
    ui.label("Intake").classes("text-h4")
    name = ui.input("Full name").props('id=name autocomplete="name"')
    ui.input("E-mail").props('id=email type=email autocomplete="email"')
    with ui.input("Day") as day:
        ui.date(value="2031-03-02").bind_value(day)
    ui.select(["Cardiology", "Oncology"], label="Clinic").props("id=clinic")
    ui.editor(placeholder="What is it about")
    ui.codemirror("weight: 70", language="YAML").style("height: 80px")
    ui.echart(
        {
            "animation": False,
            "xAxis": {"data": ["Mo", "Tu"]},
            "yAxis": {},
            "series": [{"type": "bar", "data": [3, 5]}],
        }
    )
    ui.upload(on_upload=_uploaded, auto_upload=True)
    ui.button("Attach the letter", on_click=lambda: ui.run_javascript(ATTACH))
    told = ui.label()
    ui.button("Send", on_click=lambda: told.set_text("We have it" if name.value else "Your name?"))


def _uploaded(event: events.UploadEventArguments) -> None:
    ui.label(f"Uploaded {event.file.name}")


ui.run(
    host="127.0.0.1",
    port=int(os.environ["PORT"]),
    reload=False,
    show=False,
    title="Intake",
    favicon="🩺",
)
