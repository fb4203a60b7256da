"""A call that cannot be understood, and help: each command's, in the language of the user alone.

One process a language runs all calls, through the door that the command uses.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import Dpcap

LANGUAGES = ("zh", "en")
EVERY_CALL = r"""
import contextlib, io, json, re, sys
from itertools import chain
from pathlib import Path
import typer
from typer._click import formatting
from typer.core import TyperGroup, TyperOption
from dpcap.cli.app import make_app
from dpcap.cli.main_guard import run

formatting.FORCED_WIDTH = 2000  # no word is broken in two


def commands(command, path=()):
    yield path, command
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            yield from commands(below, (*path, name))


def wrong(one):
    "Values that the option cannot have."
    kind = one.type_descriptor
    if kind.is_choice:
        yield "zzz"
    if kind.is_datetime or kind.annotation in (int, float):
        yield "zzz"
    if one.min is not None:
        yield str(one.min - 1)
    if one.max is not None:
        yield str(one.max + 1)


def right(one):
    "A value that can stand there."
    known = one.type_descriptor.choices if one.type_descriptor.is_choice else None
    return str(getattr(known[0], "value", known[0])) if known else "zzz"


def calls(command):
    yield "help", ["--help"]
    yield "no option", ["--zzz"]
    if isinstance(command, TyperGroup):
        yield "no command", ["zzz"]
        return
    arguments = [one for one in command.params if not isinstance(one, TyperOption)]
    if any(one.required for one in arguments):
        yield "missing", []
    needed = [one for one in command.params if one.required]
    named = [[one.opts[0], right(one)] for one in needed if isinstance(one, TyperOption)]
    filled = [*chain(*named), *[right(one) for one in needed if one in arguments]]
    if arguments:
        yield "empty", [*filled[:-1], ""] if arguments[0].required else [*filled, ""]
    for one in command.params:
        if isinstance(one, TyperOption) and one.type_descriptor.annotation is Path:
            yield "empty", [*filled, one.opts[0], ""]
    if all(one.nargs == 1 for one in arguments):
        yield "extra", ["zzz"] * (len(arguments) + 1)
    for one in command.params:
        if isinstance(one, TyperOption) and one.is_flag:
            yield "no value", [f"{one.opts[0]}=zzz"]
        elif isinstance(one, TyperOption):
            yield "needs value", [one.opts[0]]
            yield "near", [one.opts[0] + "z"]
            for value in wrong(one):
                yield "value", [one.opts[0], value]


def own(path, command):
    "The words that dpcap itself writes in the help of a command, names included."
    told = ["dpcap", "zzz", *path, command.help or ""]
    for one in command.params:
        kind = one.type_descriptor
        told += [*one.opts, *one.secondary_opts, one.metavar or "", getattr(one, "help", "") or ""]
        told += [str(getattr(choice, "value", choice)) for choice in kind.choices or ()]
        told.append(str(getattr(one.default, "value", one.default)))
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            told += [name, below.help or ""]
    return sorted(set(re.findall(r"[A-Za-z]+", " ".join(told))))


def tried(words):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            run(words)
        except SystemExit as left:
            code = left.code or 0
    return code, out.getvalue() + err.getvalue()


def main():
    app = typer.main.get_command(make_app())
    extra = [((), app, "no command", ["asses"]), ((), app, "missing", ["--debug"])]
    extra += [((), app, "no command", ["--", "-x"])]
    extra += [(("framework",), app.commands["framework"], "missing", [])]
    every = [(path, one, kind, call) for path, one in commands(app) for kind, call in calls(one)]
    for path, one, kind, call in every + extra:
        code, said = tried([*path, *call])
        words = own(path, one)
        yield [[*path, *call], kind, code, said, words]


sys.argv = ["dpcap"]
done = list(main())
sys.__stdout__.write(json.dumps(done))
"""
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
OPTION = re.compile(r"--[a-z-]+")
WORD = re.compile(r"[A-Za-z]{2,}")  # not the x of x>=1
# Words that stand for a value: the library's are English, dpcap's are these.
PLACEHOLDERS = {"PATH", "TEXT"}


class Said(NamedTuple):
    """A call, what kind of call it is, and what it was told; `words` are dpcap's own."""

    call: list[str]
    kind: str
    code: int
    text: str
    words: list[str]


@cache
def every_call(language: str) -> list[Said]:
    env = {**os.environ, "DPCAP_LANG": language, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", EVERY_CALL], capture_output=True, text=True, env=env, check=False
    )
    assert done.returncode == 0, done.stderr
    return [Said(*one) for one in json.loads(done.stdout)]


def foreign(said: Said, language: str) -> list[str]:
    """The words in *said* that are of the other language."""
    if language == "en":
        return CHINESE.findall(said.text)
    typed = WORD.findall(" ".join(said.call))
    own = {*said.words, *typed, *PLACEHOLDERS}
    return [word for word in WORD.findall(OPTION.sub("", said.text)) if word not in own]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_other_language(language: str) -> None:
    found = {tuple(one.call): foreign(one, language) for one in every_call(language)}
    assert {call: words for call, words in found.items() if words} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_error_was_made_and_is_wrong_usage(language: str) -> None:
    made = every_call(language)
    kinds = {one.kind for one in made}
    assert kinds == {
        "help", "no option", "no command", "missing", "extra", "no value", "needs value", "near",
        "value", "empty",
    }  # fmt: skip
    shown = [one for one in made if one.kind == "help" and one.call[-1] == "--help"]
    assert {one.code for one in shown} == {0}
    assert {one.code for one in made if one.kind != "help"} == {2}
    assert not [one.call for one in made if "Value error" in one.text]


EXPECTED: list[tuple[list[str], dict[str, Any]]] = [
    (["batch"], {"zh": "缺少参数 PROVIDERS...", "en": "Missing argument 'PROVIDERS...'."}),
    (
        ["batch", "--reports", "zzz"],
        {
            "zh": "--reports 的值不对：没有 'zzz'，可选：none、failed、changed、all。",
            "en": "value for '--reports': 'zzz' is not one of 'none', 'failed', 'changed', 'all'.",
        },
    ),
    (["batch", "--jobs", "0"], {"zh": "至少为 1", "en": "0 is less than 1."}),
    (["batch", "--jobs", "zzz"], {"zh": "不是整数", "en": "not a whole number"}),
    (["batch", "--on", "zzz"], {"zh": "不是日期", "en": "not a date"}),
    (["batch", "--out"], {"zh": "选项 --out 后面须有值", "en": "'--out' requires an argument"}),
    (["batch", "--reuse=zzz"], {"zh": "后面不能有值", "en": "does not take a value"}),
    (["batch", "--outz"], {"zh": "是不是 --out", "en": "Possible options: --out"}),
    (["asses"], {"zh": "是不是 assess？", "en": "Did you mean 'assess'?"}),
    (["--debug"], {"zh": "缺少命令", "en": "Missing command."}),
    (["framework", "new", "zzz", "zzz"], {"zh": "多出的参数：zzz", "en": "argument(s) (zzz)"}),
    (["batch", "--help"], {"zh": "[缺省: process]", "en": "[default: process]"}),
    (["--help"], {"zh": "显示本说明", "en": "Show this message and exit."}),
]


@pytest.mark.parametrize(("language", "said"), [("zh", "是空的"), ("en", "is empty")])
def test_no_place_is_named_by_nothing(language: str, said: str) -> None:
    """A path would take it for the current folder, as of `dpcap forget "$FOLDER"` without one."""
    made = [one for one in every_call(language) if one.kind == "empty"]
    assert len(made) > 100
    assert [one.call for one in made if said not in one.text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("call", "told"), EXPECTED, ids=" ".join)
def test_it_says_what_is_wrong(call: list[str], told: dict[str, Any], language: str) -> None:
    (text,) = {one.text for one in every_call(language) if one.call == call}
    assert told[language] in text


@pytest.mark.parametrize(("language", "said"), [("zh", "只能写一个"), ("en", "not both")])
def test_two_places_for_one_framework(dpcap: Dpcap, language: str, said: str) -> None:
    call = ("framework", "show", "a", "--framework", "b")
    done = dpcap(*call, env={"DPCAP_LANG": language})
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "没有目录 mistyped"), ("en", "there is no folder mistyped")]
)
def test_a_folder_of_templates_that_is_not_there(dpcap: Dpcap, language: str, said: str) -> None:
    done = dpcap("report", "p.json", "--templates", "mistyped", env={"DPCAP_LANG": language})
    assert (done.returncode, done.stderr) == (2, f"dpcap: {said}\n")


def in_shell(
    shell: str, option: str, language: str, home: Path
) -> subprocess.CompletedProcess[str]:
    """What dpcap says to *option* in *shell*."""
    code = (
        "import sys\n"
        "from typer import _completion_shared\n"
        "_completion_shared._get_shell_name = lambda: sys.argv[1]\n"
        "from dpcap.cli.main_guard import run\n"
        "option = sys.argv[2]\n"
        "sys.argv[0] = 'dpcap'\n"
        "run([option])\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code, shell, option],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "DPCAP_LANG": language, "PYTHONUTF8": "1", "HOME": str(home)},
    )


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
@pytest.mark.parametrize(
    ("language", "said"), [("zh", "tcsh 不能自动补全"), ("en", "no completion for the shell tcsh")]
)
def test_a_shell_that_cannot_complete(
    tmp_path: Path, language: str, said: str, option: str
) -> None:
    done = in_shell("tcsh", option, language, tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"dpcap: {said}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_completion_is_installed(tmp_path: Path, language: str) -> None:
    done = in_shell("bash", "--install-completion", language, tmp_path)
    script = tmp_path / ".bash_completions" / "dpcap.sh"
    assert "_DPCAP_COMPLETE" in script.read_text("utf-8"), done.stderr
    assert str(script) in done.stdout
    assert bool(CHINESE.search(done.stdout)) is (language == "zh")
