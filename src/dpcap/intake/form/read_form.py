"""An exported form, read: the cells of replies that a sheet would give."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dpcap.intake.conflicts import unknown_node
from dpcap.intake.form.form_file import FormFile
from dpcap.intake.listed_ids import ListedIds
from dpcap.intake.sheet.content import figures_of, shown_fields
from dpcap.intake.sheet.gather import GatheredCells
from dpcap.intake.sheet.pieces import NO_TERMS, PieceTerms
from dpcap.intake.sheet.read_sheet import FilledSheet
from dpcap.intake.sheet.reply_cells import (
    EVIDENCE,
    NOT_APPLICABLE,
    NOTE,
    STATE_MARK,
    UNKNOWN,
    VALUE,
    Cells,
    ReplyCell,
)
from dpcap.intake.sheet.words import phrase
from dpcap.intake.yaml_inline import flow
from dpcap.intake.yaml_values import Plain
from dpcap.model.indicator import Indicator
from dpcap.model.two_languages import TwoLanguages

ANSWERS, SHOPS, FILES, BASE = "answers", "shops", "files", "base"
_TOP = ("format", "version", "about", BASE, ANSWERS, SHOPS, FILES, "draft")
_STATES = ("unknown", "not_applicable")
_TERMS = ("kind", "captured_on", "sha256")
_COUNTS = (("cases", "base"), ("promoters", "passives", "detractors"))
_SHA256 = re.compile(r"[0-9a-f]{64}")
_BASE_FIELDS = 4

_PLAIN = TwoLanguages("应为文字、数字或 true/false", "must be text, a number, true or false")
_NAMES = TwoLanguages("应为文件名或证据编号的列表", "must be a list of names of files, or ids")
_TRUE = TwoLanguages("应为 true", "must be true")
_HASH = TwoLanguages("应为 64 位十六进制的 SHA-256", "must be a SHA-256 of 64 hex digits")
_TWO = TwoLanguages(
    "value、unknown、not_applicable 只能有一个", "takes one of value, unknown, not_applicable"
)

Path = tuple[str, ...]


def read_form(form: FormFile, into: GatheredCells, shops: ListedIds) -> FilledSheet:
    """What *form* says; errors, warnings and notes are in its `found`. *shops*: those listed."""
    form.known(form.data, _TOP, ())
    base = _base(form)
    into.base = base or {}
    reader = _FormReader(form, into, shops, _files(form, into.who("")))
    for node, reply in form.mapping(ANSWERS).items():
        reader.answer(node, reply, (ANSWERS, node))
    for shop in form.mapping(SHOPS):
        reader.shop(shop, (SHOPS, shop))
    made = into.pieces.made()
    told = (*form.found, *into.found, *into.cells.found, *into.pieces.found)
    once = {(one.code, one.file, one.node): one for one in told}
    return FilledSheet(into.about, base, into.filled, made, tuple(once.values()))


@dataclass(frozen=True)
class _FormReader:
    form: FormFile
    into: GatheredCells
    shops: ListedIds
    files: Mapping[str, PieceTerms]

    def answer(self, node: str, reply: Plain, path: Path) -> None:
        """The reply to an indicator that is not asked per shop, or why there are no figures."""
        indicator = self._indicator(node, path)
        if indicator is None:
            return
        names = shown_fields(indicator) if indicator.per != "shop" else (VALUE, NOTE)
        given = self._reply(reply, (*names, *_STATES), path)
        if given is None:
            return
        state = self._state(given, indicator, path)
        for name in names:
            text = state if name == VALUE and state else self._text(name, given, indicator, path)
            at = self.form.cell((*path, name))
            if indicator.per == "shop" and name == VALUE and text and text[:1] != STATE_MARK:
                self.into.found.append(at.finding("DP889", {"node": node}, node))
            else:
                self.into.put(ReplyCell(node, "", name), text, self.into.who(""), at)

    def shop(self, shop: str, path: Path) -> None:
        """The figures of one shop."""
        if not self.shops.lists(shop):
            told = self.form.cell(path).finding("DP316", self.shops.hint(shop))
            self.into.found.append(told)
            return
        for node, reply in self.form.mapping(*path).items():
            place = (*path, node)
            indicator = self._indicator(node, place)
            if indicator is not None and indicator.per != "shop":
                params = unknown_node(node, self.into.framework)
                self.into.found.append(self.form.cell(place).finding("DP879", params))
            elif indicator is not None:
                self._figures(indicator, shop, reply, place)

    def _figures(self, indicator: Indicator, shop: str, reply: Plain, path: Path) -> None:
        given = self._reply(reply, shown_fields(indicator), path)
        if given is None:
            return
        figures = figures_of(indicator)
        has_any = any(given.get(name) not in (None, "") for name in figures)
        others = [name for name in given if name not in figures and given[name] not in ("", [])]
        if others and not has_any:
            params = {"shop": f"{shop} {indicator.id}", "what": others[0]}
            found = self.form.cell((*path, others[0])).finding("DP885", params, indicator.id)
            self.into.found.append(found)
        for name in shown_fields(indicator) if has_any else figures:
            text = self._text(name, given, indicator, path)
            at = self.form.cell((*path, name))
            self.into.put(ReplyCell(indicator.id, shop, name), text, self.into.who(""), at)

    def _indicator(self, node: str, path: Path) -> Indicator | None:
        found = self.into.framework.by_id.get(node)
        if found is None:
            params = unknown_node(node, self.into.framework)
            self.into.found.append(self.form.cell(path).finding("DP879", params))
        return found

    def _reply(self, reply: Plain, names: tuple[str, ...], path: Path) -> dict[str, Plain] | None:
        if not isinstance(reply, dict):
            self.form.wrong(
                path, TwoLanguages("应为一组“键: 值”（{…}）", "must be an object ({…})")
            )
            return None
        self.form.known(reply, names, path)
        return reply

    def _state(self, given: Mapping[str, Plain], indicator: Indicator, path: Path) -> str | None:
        """What *given* says instead of a value: not known, not applicable; None: neither."""
        said = [name for name in (VALUE, *_STATES) if given.get(name) not in (None, "", False)]
        if len(said) > 1:
            self.form.wrong((*path, said[1]), _TWO)
        if given.get("unknown"):
            if given["unknown"] is not True:
                self.form.wrong((*path, "unknown"), _TRUE)
            return UNKNOWN
        reason = given.get("not_applicable")
        if not reason:
            return None
        held = self.into.base.get(ReplyCell(indicator.id, "", VALUE))
        if isinstance(reason, str) and held == NOT_APPLICABLE + reason:
            return held
        typed = phrase("value.na", "en") + (f": {reason}" if isinstance(reason, str) else ": ?")
        cell = self.form.cell((*path, "not_applicable"), typed)
        return self.into.text(VALUE, cell, indicator, NO_TERMS)

    def _text(
        self, name: str, given: Mapping[str, Plain], indicator: Indicator, path: Path
    ) -> str | None:
        """The plain text of the field *name*; None: it is wrong, which is told."""
        raw = given.get(name)
        if name == EVIDENCE:
            return self._evidence(raw, indicator, (*path, name))
        typed = self._typed(raw, name, (*path, name))
        if typed is None:
            return None
        cell = self.form.cell((*path, name), typed)
        return self.into.text(name, cell, indicator, NO_TERMS)

    def _typed(self, raw: Plain, name: str, path: Path) -> str | None:
        """*raw* as a person would type it; None: it is of a wrong kind, which is told."""
        typed = _as_typed(raw)
        if typed is None and name == VALUE:
            typed = _as_typed_value(raw)
        if typed is None:
            self.form.wrong(path, _PLAIN)
        return typed

    def _evidence(self, raw: Plain, indicator: Indicator, path: Path) -> str | None:
        """The ids of the pieces that *raw* names."""
        if raw is None:
            return ""
        if not isinstance(raw, list) or not all(isinstance(one, str) for one in raw):
            self.form.wrong(path, _NAMES)
            return None
        names = [str(one).strip() for one in raw if str(one).strip()]
        cells = [self.form.cell((*path, at), name) for at, name in enumerate(names)]
        sound = [self.into.cells.read(EVIDENCE, cell, indicator) for cell in cells]
        if None in sound:
            return None
        named = [(cell, self.files.get(cell.text, self._unlisted)) for cell in cells]
        return self.into.pieces.read_names(named, indicator.id)

    @property
    def _unlisted(self) -> PieceTerms:
        return NO_TERMS._replace(who=self.into.who(""))


def _as_typed(raw: Plain) -> str | None:
    """A text or a number as a person would type it; None: it is neither."""
    if raw is None or isinstance(raw, str):
        return raw or ""
    is_figure = isinstance(raw, int | float) and not isinstance(raw, bool) and math.isfinite(raw)
    return flow(raw) if is_figure else None


def _as_typed_value(raw: Plain) -> str | None:
    """What only a value may be: yes or no, ids, counts by their names."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, list) and all(isinstance(one, str) for one in raw):
        return " ".join(map(str, raw))
    for counts in _COUNTS:
        if isinstance(raw, dict) and set(raw) == set(counts):
            given = [_as_typed(raw[one]) for one in counts]
            return None if None in given else " ".join(str(one).strip() for one in given)
    return None


def _files(form: FormFile, who: str) -> dict[str, PieceTerms]:
    """What is said of the files of evidence, by their names."""
    found: dict[str, PieceTerms] = {}
    for name in form.mapping(FILES):
        path = (FILES, name)
        form.known(form.mapping(*path), _TERMS, path)
        kind, day, sha256 = (form.text((*path, one)).strip() for one in _TERMS)
        if sha256 and not _SHA256.fullmatch(sha256.lower()):
            form.wrong((*path, "sha256"), _HASH)
            sha256 = ""
        found[name.strip()] = PieceTerms(kind, day, who, sha256.lower())
    return found


def _base(form: FormFile) -> Cells | None:
    """What each cell held when the form was written; None: it does not say, or not all of it."""
    said = form.data.get(BASE)
    if not isinstance(said, dict) or not isinstance(said.get("cells"), list):
        return None
    base = {ReplyCell(node, shop, name): text for node, shop, name, text in _rows(said["cells"])}
    return base if len(base) == said.get("rows") else None


def _rows(cells: Plain) -> Iterator[tuple[str, str, str, str]]:
    for row in cells if isinstance(cells, list) else ():
        texts = [one for one in row if isinstance(one, str)] if isinstance(row, list) else []
        if isinstance(row, list) and len(row) == len(texts) == _BASE_FIELDS:
            node, shop, name, text = texts
            yield node, shop, name, text
