"""A triage page of Streamlit's widgets. Started with PORT, PLANT and DATA set."""

import os
import shutil
import sys
from pathlib import Path

from streamlit import file_util
from streamlit.web import cli

DATA = Path(os.environ["DATA"])
SCRIPT = '''
import pandas as pd
import streamlit as st

ATTACH = """<button id="attach">Attach the letter</button><script>
document.querySelector("#attach").addEventListener("click", () => {
  const field = parent.document.querySelector("input[type=file]");
  const files = new DataTransfer();
  files.items.add(new File(["Dear doctor"], "letter.txt", {type: "text/plain"}));
  field.files = files.files;
  field.dispatchEvent(new Event("change", {bubbles: true}));
});
</script>"""


def triage():
    st.title("Triage")
    with st.form("who"):
        name = st.text_input("Full name", autocomplete="name")
        st.text_input("E-mail", autocomplete="email")
        st.date_input("Day", value=pd.Timestamp("2031-03-02"))
        st.selectbox("Clinic", ["Cardiology", "Oncology"])
        st.slider("Pain", 0, 10, 3)
        st.text_area("What is it about")
        if st.form_submit_button("Send"):
            st.write("We have it" if name else "Your name?")
    st.data_editor(pd.DataFrame({"drug": ["ibuprofen", "insulin"], "dose": [400, 8]}))
    letter = st.file_uploader("Letter")
    st.iframe(ATTACH, height=60)
    st.write("Letter: " + (letter.name if letter else "none"))


def pulse():
    st.title("Pulse")
    st.line_chart(pd.DataFrame({"pulse": [70, 78, 74]}))
    st.dataframe(pd.DataFrame({"day": ["Mo", "Tu", "We"], "pulse": [70, 78, 74]}))
    st.write("All measured")


st.navigation([st.Page(triage, title="Triage", default=True), st.Page(pulse, title="Pulse")]).run()
'''


def main() -> None:
    """Plant in a copy of Streamlit's own page, and serve."""
    static, script = DATA / "static", DATA / "triage.py"
    shutil.copytree(file_util.get_static_dir(), static, dirs_exist_ok=True)
    page = static / "index.html"
    page.write_text(page.read_text().replace("</head>", f"{os.environ['PLANT']}</head>", 1))
    file_util.get_static_dir = lambda: str(static)
    script.write_text(SCRIPT)
    sys.argv = ["streamlit", "run", str(script), f"--server.port={os.environ['PORT']}"]
    sys.argv += ["--server.address=127.0.0.1", "--server.headless=true"]
    sys.argv += ["--server.fileWatcherType=none", "--browser.gatherUsageStats=false"]
    sys.argv += ["--server.enableCORS=false", "--server.enableXsrfProtection=false"]
    sys.argv += ["--client.toolbarMode=minimal"]
    cli.main()


if __name__ == "__main__":
    main()
