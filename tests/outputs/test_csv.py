import csv as rows
import io

import msgspec

from scriptward.outputs.csv import csv
from scriptward.vocabulary.words import NamedBy
from tests.outputs.reports import clinic, hostile


def test_each_kind_of_data_has_a_row():
    table = list(rows.DictReader(io.StringIO(csv.render(clinic()).decode())))

    assert [row["data_kind"] for row in table] == ["email", "email", ""]
    assert table[0]["encoding"] == "percent sha256"
    assert table[0]["script"] == "https://px.ads.test/p.js?id=7"


def test_no_cell_begins_a_formula_or_holds_a_control_character():
    report = hostile()

    table = list(rows.reader(io.StringIO(csv.render(report).decode(), newline="")))

    cells = [cell for row in table for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert not any(ord(character) < 32 or character == "\u202e" for c in cells for character in c)


def test_a_recipient_has_its_domain_country_and_how_it_was_told():
    report = clinic()
    recipient = msgspec.structs.replace(
        report.flows[0].recipient, domain="ads.test", country="US", by=NamedBy.CNAME
    )
    flow = msgspec.structs.replace(report.flows[0], recipient=recipient)

    [row, *_] = rows.DictReader(
        io.StringIO(csv.render(msgspec.structs.replace(report, flows=(flow,))).decode())
    )

    told = (row["recipient_domain"], row["recipient_country"], row["recipient_by"])
    assert told == ("ads.test", "US", "cname")
