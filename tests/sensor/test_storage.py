from tests.sensor.visit import files


def test_each_key_that_is_read_is_seen_with_its_reader(opened):
    visit = opened("reads.html")

    reads = visit.reads("storage")
    assert [read.name for read in reads] == ["plan", "step"]
    assert {files(read.stack)[0] for read in reads} == {"reader.js"}
