"""A run of the small clinic on the disk; its chat gets a condition, without an agreement."""

from pathlib import Path

import msgspec

from scriptward.app import run_folder
from scriptward.vocabulary.observations import Page
from scriptward.vocabulary.words import DataKind, PageClass, PageStatus
from tests.policy.test_learn import BOOK, CHAT, clean_run
from tests.policy.visits import SITE, flow, visit
from tests.store.sample_report import report

POLICY = f"""\
version: 1
site: {SITE}
# asked in May
recipients:
  acme: {{hosts: ["*.acme.test"], baa: none}}   # no agreement yet
"""


def clinic_run(folder: Path, *, complete: bool = True) -> Path:
    """The folder of a run that learning has something to say of."""
    told = visit(
        BOOK,
        page_class=PageClass.APPOINTMENT_FORM,
        scripts=(CHAT,),
        flows=(flow("https://s1.acme.test/c", by=CHAT, data=[DataKind.CONDITION]),),
    )
    visits = (*clean_run(), told)
    pages = tuple(
        Page(
            url=one.page.url,
            page_class=one.page.page_class,
            persona="default",
            status=PageStatus.COMPLETE,
        )
        for one in visits
    )
    whole = report()
    run = msgspec.structs.replace(
        whole.run, complete=complete, failures=() if complete else ("page 2: timed out",)
    )
    folder.mkdir()
    (folder / run_folder.OBSERVATIONS).write_bytes(msgspec.json.Encoder().encode_lines(visits))
    (folder / "report.json").write_bytes(
        msgspec.json.encode(msgspec.structs.replace(whole, run=run, pages=pages))
    )
    return folder
