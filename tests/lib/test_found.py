import click
import pytest

from scriptward.app import cli
from scriptward.lib import found


def test_names_are_read_without_importing():
    assert "scan" in found.names(cli)


def test_a_module_without_an_item_is_refused():
    with pytest.raises(LookupError, match="holds 0 items of int, not one"):
        found.one(cli, "scan", int)


def test_the_item_of_a_module_is_found():
    assert isinstance(found.one(cli, "scan", click.Command), click.Command)
