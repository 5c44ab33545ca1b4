from pathlib import Path

from tools import gen, sensor_taps


class Sample:
    OWNS = "made/*.txt also/*.txt"

    def render(self):
        return {Path("made/a.txt"): "a\n", Path("also/b.txt"): "b\n"}


def test_what_is_missing_wrong_and_left_over_is_stale(tmp_path):
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "a.txt").write_text("old\n")
    (tmp_path / "made" / "gone.txt").write_text("left over\n")

    assert gen.stale(Sample(), root=tmp_path) == {
        Path("made/a.txt"): "a\n",
        Path("also/b.txt"): "b\n",
        Path("made/gone.txt"): None,
    }


def test_what_was_written_is_current(tmp_path):
    for path, text in gen.stale(Sample(), root=tmp_path).items():
        gen.write(tmp_path / path, text)

    assert gen.stale(Sample(), root=tmp_path) == {}


def test_every_file_the_repository_generates_is_current():
    assert {path for each in gen.generators() for path in gen.stale(each)} == set()


def test_the_sensors_generators_are_found():
    owned = {generator.OWNS for generator in gen.generators()}

    assert {"sensor/src/taps/index.ts", "sensor/src/vocabulary.ts"} <= owned


def test_the_index_lists_every_tap():
    [text] = sensor_taps.render().values()

    assert " fetch, " in text
    assert 'import { fetch } from "./fetch.js";\n' in text
