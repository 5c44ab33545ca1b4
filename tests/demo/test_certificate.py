"""Two servers that start at once use one certificate."""

from demo.clinic import certificate as making


def test_one_that_another_server_placed_meanwhile_stays(tmp_path, monkeypatch):
    make = making._made  # the other server comes in just here
    others = []

    def made(hosts):
        monkeypatch.setattr(making, "_made", make)
        others.append(making.certificate(tmp_path, ["a.test"]).read_bytes())
        return make(hosts)

    monkeypatch.setattr(making, "_made", made)
    path = making.certificate(tmp_path, ["a.test"])

    assert path.read_bytes() == others[0]
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
