import csv as rows
import io

import msgspec

from scriptward.outputs.html import html
from scriptward.outputs.storage import COLUMNS, storage
from scriptward.vocabulary.observations import Storage
from scriptward.vocabulary.words import Party, StorageKind
from tests.outputs.reports import FORM, HOSTILE, clean, clinic


def kept(name="_ga_…", **rest):
    return Storage(
        page=FORM,
        persona="default",
        kind=StorageKind.COOKIE,
        name=name,
        script=rest.pop("script", "script-2"),
        party=Party.THIRD,
        owner=rest.pop("owner", "Ads Ltd"),
        purpose="analytics",
        lifetime_days=rest.pop("lifetime_days", 400),
        **rest,
    )


def report(*storage_rows):
    return msgspec.structs.replace(clinic(), storage=storage_rows)


def table(of):
    return list(rows.DictReader(io.StringIO(storage.render(of).decode(), newline="")))


def test_each_thing_that_is_kept_has_a_row():
    found = table(report(kept(), kept("sid", script=None, header="a.test", lifetime_days=None)))

    assert [row["name"] for row in found] == ["_ga_…", "sid"]
    assert found[0]["script"] == "https://px.ads.test/p.js?id=7"
    assert [row["lifetime_days"] for row in found] == ["400", ""]
    assert list(found[0]) == list(COLUMNS)


def test_no_cell_begins_a_formula_or_holds_a_control_character():
    found = table(report(kept(HOSTILE, owner="=cmd()", header="@x")))

    cells = [cell for row in found for cell in row.values()]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert not any(ord(character) < 32 or character == "\u202e" for c in cells for character in c)


def test_the_report_shows_who_keeps_what_and_for_how_long():
    page = html.render(report(kept(), kept("day", lifetime_days=1))).decode()

    assert "Cookies and storage" in page
    assert "400 days" in page
    assert "1 day<" in page
    assert "Ads Ltd" in page


def test_a_name_is_text_in_the_report():
    assert "<img" not in html.render(report(kept(HOSTILE, header=HOSTILE))).decode()


def test_a_report_without_anything_kept_has_no_such_part():
    assert "Cookies and storage" not in html.render(clean()).decode()
