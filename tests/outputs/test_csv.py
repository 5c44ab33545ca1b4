import csv as rows
import io

from scriptward.outputs.csv import csv
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
