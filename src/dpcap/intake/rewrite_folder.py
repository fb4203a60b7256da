"""A folder's texts, written anew for the next version of a framework; comments and order stay."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dpcap.intake.headings import own_names
from dpcap.intake.layout import BESIDE_ANSWERS, KPIS_FILE, PROVIDER_FILE
from dpcap.intake.office import cell_as_typed
from dpcap.intake.source import parse_yaml
from dpcap.intake.table import delimiter_of
from dpcap.intake.yaml_edit import comment_out, drop, put, put_after, rename
from dpcap.intake.yaml_inline import eol_of
from dpcap.intake.yaml_values import Plain
from dpcap.model.assessment import PEER_FIELDS, Answer, Assessment, Fact, Reply, ShopRow
from dpcap.model.carry_over import carried
from dpcap.model.migration import MigrationStep

ANSWERS, EVIDENCE, FACTS, DEFAULTS = "answers", "evidence", "facts", "defaults"
_NO_ANSWER = Answer.model_construct()


@dataclass
class FolderTexts:
    """Rewrites a folder's texts, by path, from the older version of *step* to the newer one.

    `given`: what they say by the older version. `titles`: the names of columns by their titles.
    """

    texts: dict[str, str]
    given: Assessment
    step: MigrationStep
    titles: Mapping[str, str]

    def rewritten(self) -> dict[str, str]:
        """The texts as the newer version reads them. Raises InvalidInputError, UsageError."""
        self._now = carried(self.given, self.step)
        homes = self._set_aside()
        for path in self._sheets:
            self._answers(path)
            self._evidence(path)
            self._defaults(path)
        for node, path in homes.items():
            entry = _plain(self._now.answers.get(node, _NO_ANSWER))
            if entry:
                self.texts[path] = put(self.texts[path], (ANSWERS, node), entry)
        for path in self._sheets:
            edition = self.step.new.edition
            self.texts[path] = put_after(self.texts[path], "schema", "framework", edition)
        if PROVIDER_FILE in self.texts:
            self.texts[PROVIDER_FILE] = self._facts(self.texts[PROVIDER_FILE])
        if KPIS_FILE in self.texts:
            self.texts[KPIS_FILE] = self._rows(self.texts[KPIS_FILE])
        return self.texts

    def _part(self, path: str, name: str) -> dict[str, Plain]:
        data = parse_yaml(self.texts[path], path).data
        part = data.get(name) if isinstance(data, dict) else None
        return part if isinstance(part, dict) else {}

    @property
    def _sheets(self) -> list[str]:
        """The answer files."""
        return [path for path in self.texts if path not in BESIDE_ANSWERS]

    def _set_aside(self) -> dict[str, str]:
        """Comments out what is retired or merged, before an heir may take its id.

        Of each merged indicator the file in which the first of its parts stood.
        """
        homes: dict[str, str] = {}
        how = self.step.migration
        for path in self._sheets:
            for node in self._part(path, ANSWERS):
                merged = how.merged_into.get(node)
                if merged is not None:
                    homes.setdefault(merged, path)
                if merged is not None or how.heir(node) is None:
                    remark = self._remark("merged" if merged else "retired", node)
                    keep = node in how.merged
                    text = self.texts[path]
                    self.texts[path] = comment_out(text, (ANSWERS, node), remark, keep=keep)
        return homes

    def _answers(self, path: str) -> None:
        """The answers of one file that are left; renamed in two steps, so that no two meet."""
        how = self.step.migration
        nodes = list(self._part(path, ANSWERS))
        moved = [node for node in nodes if how.heir(node) not in (node, None)]
        for node in moved:
            self._put(path, rename(self.texts[path], (ANSWERS, node), f"to.{how.heir(node)}"))
        for node in moved:
            heir = how.heir(node) or node
            self._put(path, rename(self.texts[path], (ANSWERS, f"to.{heir}"), heir))
        for node in nodes:
            self._answer(path, node)

    def _put(self, path: str, text: str) -> None:
        self.texts[path] = text

    def _answer(self, path: str, node: str) -> None:
        heir = self.step.migration.heir(node) or node
        self.texts[path] = self._entry(self.texts[path], node, heir)
        for other in self.step.migration.heirs(node):
            entry = _plain(self._now.answers.get(other, _NO_ANSWER))
            if other != heir and entry:
                self.texts[path] = put(self.texts[path], (ANSWERS, other), entry)

    def _entry(self, text: str, node: str, heir: str) -> str:
        was = self.given.answers.get(node, _NO_ANSWER)
        now = self._now.answers.get(heir, _NO_ANSWER)
        place = (ANSWERS, heir)
        said = (was.value is None, was.not_applicable is None, was.unknown)
        if said != (now.value is None, now.not_applicable is None, now.unknown):
            text = comment_out(text, place, self._remark("anew", node))
            left = _plain(now)
            return put(text, place, left) if left else text
        raw = parse_yaml(text, "").data
        answers = raw.get(ANSWERS) if isinstance(raw, dict) else None
        entry = answers.get(heir) if isinstance(answers, dict) else None
        if was.value != now.value:
            value = _value(now)
            text = put(text, (*place, "value") if isinstance(entry, dict) else place, value)
        for name in PEER_FIELDS if isinstance(entry, dict) else ():
            figure = getattr(now, name)
            if getattr(was, name) != figure:
                at = (*place, name)
                text = drop(text, at) if figure is None else put(text, at, figure)
        if was.not_applicable != now.not_applicable:
            text = put(text, (*place, "not_applicable"), now.not_applicable)
        for field in was.envelope.keys() - now.envelope.keys():
            text = drop(text, (*place, field)) if isinstance(entry, dict) else text
        return text

    def _evidence(self, path: str) -> None:
        for name in self._part(path, EVIDENCE):
            was, now = self.given.evidence.get(name), self._now.evidence.get(name)
            if was and now and was.kind != now.kind:
                place = (EVIDENCE, name, "kind")
                self.texts[path] = put(self.texts[path], place, now.kind)

    def _defaults(self, path: str) -> None:
        for field in self._part(path, DEFAULTS):
            gone = field in self.step.old.envelope and field not in self.step.new.envelope
            if gone:
                remark = self._remark("retired", field)
                text = self.texts[path]
                self.texts[path] = comment_out(text, (DEFAULTS, field), remark, keep=False)

    def _facts(self, text: str) -> str:
        was, now = self.given.provider.facts, self._now.provider.facts
        rules = self.step.migration.facts
        for name, fact in now.items():
            rule = rules.get(name)
            source = rule.fact if rule else None
            heirs = [one for one in now if rules.get(one) and rules[one].fact == source]
            if source in was and source != name and len(heirs) == 1 and source not in now:
                text = rename(text, (FACTS, str(source)), name)
                text = text if was[str(source)] == fact else self._fact(text, name, fact)
            elif was.get(name) != fact:
                text = self._fact(text, name, fact)
        data = parse_yaml(text, "").data
        left = data.get(FACTS) if isinstance(data, dict) else None
        for name in left if isinstance(left, dict) else ():
            if name not in self.step.new.facts:
                remark = self._remark("retired", name)
                text = comment_out(text, (FACTS, name), remark, keep=False)
        return text

    def _fact(self, text: str, name: str, fact: Fact) -> str:
        data = parse_yaml(text, "").data
        facts = data.get(FACTS) if isinstance(data, dict) else None
        old = facts.get(name) if isinstance(facts, dict) else None
        plain: Plain = fact.model_dump(mode="json", exclude_defaults=True)["value"]
        if isinstance(old, dict):
            return put(text, (FACTS, name, "value"), plain)
        whole: Plain = fact.model_dump(mode="json", exclude_defaults=True)
        return put(text, (FACTS, name), plain if whole == {"value": plain} else whole)

    def _rows(self, text: str) -> str:
        """The table: a row goes where it went, one that is gone leaves, one that came is added."""
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)))
        if not rows:
            return text
        names, how = own_names(rows[0], self.titles), self.step.migration
        left = {(row.shop, node) for node, each in self._now.rows.items() for row in each}
        out = [rows[0]]
        for row in rows[1:]:
            cells = {n: cell_as_typed(c.strip()) for n, c in zip(names, row, strict=False)}
            shop, node = cells.get("shop", ""), cells.get("indicator", "")
            heir = how.heir(node) if node in self.step.old.by_id else node
            if node and (heir is None or (shop, heir) not in left):
                continue
            now = _row_of(self._now, heir or "", shop)
            was = _row_of(self.given, node, shop)
            left.discard((shop, heir or ""))
            merged = node in how.merged_into
            out.append(self._row(row, names, heir or node, was, now, whole=merged))
        for node, each in self._now.rows.items():
            fresh = (one for one in each if (one.shop, node) in left)
            out += [
                self._row([""] * len(names), names, node, None, one, whole=True) for one in fresh
            ]
        if out == rows:
            return text
        made = io.StringIO(newline="")
        csv.writer(made, delimiter=delimiter_of(text), lineterminator=eol_of(text)).writerows(out)
        return made.getvalue()

    def _row(
        self,
        row: list[str],
        names: list[str],
        node: str,
        was: ShopRow | None,
        now: ShopRow | None,
        *,
        whole: bool,
    ) -> list[str]:
        cells = {"indicator": node} if node else {}
        if now is not None:
            told = self._cells(node, now)
            cells |= told if whole else {}
            if was is None or was.value != now.value:
                cells["value"] = told["value"]
            for name in PEER_FIELDS:
                if was is None or getattr(was, name) != getattr(now, name):
                    cells[name] = told[name]
            if was is not None:
                cells |= dict.fromkeys(was.envelope.keys() - now.envelope.keys(), "")
        padded = [*row, *[""] * (len(names) - len(row))]
        return [cells.get(name, old) for name, old in zip(names, padded, strict=False)]

    def _cells(self, node: str, row: ShopRow) -> dict[str, str]:
        value = "" if row.value is None else _cell(row.value)
        return {
            "shop": row.shop,
            "indicator": node,
            "value": value,
            "peer": "" if row.peer is None else _cell(row.peer),
            "benchmark": "" if row.benchmark is None else _cell(row.benchmark),
            "evidence": " ".join(row.evidence),
            "note": row.note or "",
            **row.envelope,
        }

    def _remark(self, why: str, node: str) -> str:
        then, now = self.step.old.version, self.step.new.version
        return {
            "retired": f"{now} 版不再问 / no longer asked ({then}: {node})",
            "anew": f"{now} 版请重新作答 / answer again ({then}: {node})",
            "merged": f"{now} 版已合并 / merged ({then}: {node})",
        }[why]


def lost_rows(before: str, after: str) -> bool:
    """Whether a table lost figures on the way from the text *before* to that *after*."""
    return len(after.splitlines()) < len(before.splitlines()) or _filled(after) < _filled(before)


def _filled(text: str) -> int:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    return sum(bool(cell.strip()) for row in rows for cell in row)


def _row_of(given: Assessment, node: str, shop: str) -> ShopRow | None:
    return next((row for row in given.rows.get(node, ()) if row.shop == shop), None)


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    return figure_text(value) if isinstance(value, float) else str(value)


def figure_text(value: float) -> str:
    """*value* in digits alone: an exponent is misread by people, and by spreadsheets as text."""
    return f"{value:.0f}" if value.is_integer() else format(Decimal(repr(value)), "f")


def _value(reply: Reply) -> Plain:
    """The value of *reply* as an answer file has it."""
    plain: Plain = reply.model_dump(mode="json")["value"]
    if isinstance(plain, float) and plain.is_integer():
        return int(plain)
    return plain or ["none"] if isinstance(plain, list) else plain


def _plain(answer: Answer) -> dict[str, Plain]:
    """*answer* as an answer file has it; nothing if it says nothing."""
    entry: dict[str, Plain] = answer.model_dump(mode="json", exclude_defaults=True)
    entry.pop("envelope", None)
    if answer.value is not None:
        entry["value"] = _value(answer)
        entry |= answer.envelope
    return entry


def same_said(one: Assessment, other: Assessment) -> Iterator[str]:
    """What *one* and *other* do not both say: ids of answers, evidence and facts, or a day."""
    for part in (ANSWERS, "rows", EVIDENCE):
        mine, theirs = _said(one, part), _said(other, part)
        yield from (n for n in {**mine, **theirs} if mine.get(n) != theirs.get(n))
    if one.provider.model_copy(update={"facts": {}}) != other.provider.model_copy(
        update={"facts": {}}
    ):
        yield "provider"
    facts = one.provider.facts, other.provider.facts
    yield from (n for n in {**facts[0], **facts[1]} if facts[0].get(n) != facts[1].get(n))
    if one.assessed_on != other.assessed_on:
        yield "assessed_on"


def _said(given: Assessment, part: str) -> dict[str, object]:
    if part == EVIDENCE:
        return dict(given.evidence)
    if part == ANSWERS:
        found = {node: _plain(answer) for node, answer in given.answers.items()}
        return {node: plain for node, plain in found.items() if plain}
    return {
        node: sorted(
            (row.shop, row.value, row.peer, row.benchmark, row.evidence, row.note)
            if row.value is None
            else (
                row.shop,
                row.value,
                row.peer,
                row.benchmark,
                row.evidence,
                row.note,
                sorted(row.envelope.items()),
            )
            for row in rows
        )
        for node, rows in given.rows.items()
    }
