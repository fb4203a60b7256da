"""The registry of output formats: one entry a format, from which all else about it is made.

Each kind of thing that commands put out (a profile, a comparison, a batch …) has one registry.
What a command offers, its help, the names of files and the error for any other format come from it.
Importing a registry must stay cheap, since every call for help does: what a renderer needs, it
imports itself.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar, cast

from dpcap.errors import UsageError, chosen

if TYPE_CHECKING:
    from dpcap.model.base import Language

Renderer = TypeVar("Renderer")


class PageSetup(NamedTuple):
    """The language of a page, and for a terminal its width and whether there are colours."""

    language: Language
    columns: int = 80
    colour: bool = False


@dataclass(frozen=True, slots=True)
class OutputFormat(Generic[Renderer]):
    """One format of what commands put out.

    `commands` offer it; those in `default_of` write it where no format is asked for.
    `render` makes it; None: the command makes it itself, as part of its work.
    `file`: what it is called in the output folder; None: it goes to standard output.
    `paged`: it can be cut down to page one, or to what one acts on.
    `binary`: it is bytes that are no text. `extra`: the optional part of dpcap that it needs.
    """

    name: str
    render: Renderer | None
    commands: tuple[str, ...]
    _: KW_ONLY
    default_of: tuple[str, ...] = ()
    file: str | None = None
    paged: bool = False
    binary: bool = False
    extra: str | None = None

    @property
    def renderer(self) -> Renderer:
        """What makes it. Raises UsageError if only the command itself can."""
        if self.render is None:
            raise UsageError(
                f"format {self.name!r} cannot be made here", f"这里不能生成 {self.name!r} 格式"
            )
        return self.render


class FormatRegistry(Generic[Renderer]):
    """The formats of one kind of thing, in the order in which they are offered.

    Two may have the same name if no command offers both.
    """

    def __init__(self, *formats: OutputFormat[Renderer]) -> None:
        self.formats = formats

    def offered(self, command: str) -> dict[str, OutputFormat[Renderer]]:
        """What *command* offers, by name."""
        return {one.name: one for one in self.formats if command in one.commands}

    def find(self, command: str, name: str) -> OutputFormat[Renderer]:
        """The format *name* of *command*. Raises UsageError, which names what it offers."""
        return chosen(self.offered(command), name)

    def named(self, name: str, *, binary: bool = True) -> OutputFormat[Renderer]:
        """The format *name*, whichever commands offer it; a text only unless *binary*.

        Raises UsageError, which names all there are.
        """
        known = {one.name: one for one in self.formats if binary or not one.binary}
        return chosen(known, name)

    def defaults(self, command: str) -> tuple[str, ...]:
        """The names of what *command* writes where no format is asked for."""
        return tuple(one.name for one in self.formats if command in one.default_of)

    def files(self, command: str) -> dict[str, str]:
        """The files that *command* writes, by the name of their format."""
        return {name: one.file for name, one in self.offered(command).items() if one.file}

    def choices(self, command: str) -> type[StrEnum]:
        """What *command* offers, as Typer reads it off the type of an option.

        A type checker cannot follow: it is told `str`, which the members are.
        """
        names = {name: name for name in self.offered(command)}
        return cast("type[StrEnum]", StrEnum(f"{command}_format", names))
