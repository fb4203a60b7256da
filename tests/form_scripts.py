"""The logic of the form in Node, without a page: what is typed goes in, the export comes out."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest

from dpcap.report.form_page import PAGE_SCRIPTS, SCRIPTS
from dpcap.report.paths import own_reports

LOGIC = [name for name in SCRIPTS if name not in ("elements.js", *PAGE_SCRIPTS)]
# A line in is a request, a line out its answer.
_SERVER = """
const readline = require("readline"), vm = require("vm"), fs = require("fs");
const context = vm.createContext({ TextEncoder, TextDecoder });
const source = process.argv.slice(1).map(name => fs.readFileSync(name, "utf8")).join("\\n");
vm.runInContext(source + "\\nglobalThis.Form = Form;", context);
const { Form } = context;
let replies = null;
const actions = {
  load(data) { replies = new Form.Replies(data); return null; },
  async call([name, given]) { return replies[name](...given); },
  holds(cases) { return cases.map(([source, values]) => Form.holds(source, values)); },
  read([name, given]) { return given.map(one => Form[name](...one)) ; },
  states() { return [...replies.states()]; },
  exported() { return replies.exported(); },
  get(name) { return replies[name]; },
  put([name, value]) { replies[name] = value; return null; },
};
readline.createInterface({ input: process.stdin }).on("line", async line => {
  let out;
  try {
    const [action, given] = JSON.parse(line);
    out = { value: (await actions[action](given)) ?? null };
  } catch (error) {
    out = { error: String(error.stack) };
  }
  process.stdout.write(JSON.stringify(out) + "\\n");
});
"""


class FormScripts:
    """The logic of the form, running."""

    def __init__(self) -> None:
        node = shutil.which("node")
        if node is None:
            pytest.fail("no Node on this machine: `make test` installs it")
        paths = [str(own_reports() / "form" / name) for name in LOGIC]
        self._node = subprocess.Popen(
            [node, "-e", _SERVER, *paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __call__(self, action: str, given: Any = None) -> Any:
        """What *action* over *given* comes to."""
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.write(json.dumps([action, given]) + "\n")
        self._node.stdin.flush()
        said = json.loads(self._node.stdout.readline())
        assert "error" not in said, said["error"]
        return said["value"]

    def call(self, method: str, *given: Any) -> Any:
        """What a *method* of the replies gives."""
        return self("call", [method, [*given]])

    def close(self) -> None:
        """Ends it."""
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.close()
        self._node.wait()
        self._node.stdout.close()
