"""The shape of a command room: names and one-line help without importing the commands."""

import ast
import importlib
from pathlib import Path
from types import ModuleType

import click

from scriptward.lib import found


class Room(click.Group):
    """A click group whose commands are the modules of a package; a sub-package is a sub-group."""

    def __init__(self, room: ModuleType, **options: object) -> None:
        """`room`: the package; other arguments as for `click.Group`."""
        super().__init__(name=room.__name__.rpartition(".")[2], help=room.__doc__, **options)  # type: ignore[arg-type]  # click types each keyword apart
        self.room = room

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Names of the commands: module names, a trailing `_` (for Python's keywords) dropped."""
        return [name.rstrip("_") for name in found.names(self.room)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None if there is none of that name."""
        names = {name.rstrip("_"): name for name in found.names(self.room)}
        if cmd_name not in names or ctx.resilient_parsing:
            return None
        module = importlib.import_module(f"{self.room.__name__}.{names[cmd_name]}")
        if hasattr(module, "__path__"):
            return Room(module)
        command = found.one(self.room, names[cmd_name], click.Command)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write names and first docstring lines, read from the source."""
        rows = [(name, self._summary(name)) for name in self.list_commands(ctx)]
        if not rows:
            return
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def _summary(self, name: str) -> str:
        folder = Path(next(iter(self.room.__path__)))
        files = (folder / f"{name}.py", folder / f"{name}_.py", folder / name / "__init__.py")
        source = next(path for path in files if path.exists()).read_text("utf-8")
        return (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]
