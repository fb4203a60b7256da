"""What of an export is hidden: rows, also those that a filter hides, columns, sheets."""

from __future__ import annotations

from collections.abc import Collection

from dpcap.intake.export_table import ExportTable
from dpcap.intake.workbook import cell_name
from dpcap.model.two_languages import Params, TwoLanguages

_SHOWN = 5
_SHEET = TwoLanguages("工作表“{sheet}”", "sheet “{sheet}”: ")
_ROWS = TwoLanguages("有 {count} 行数据隐藏着（{rows}）", "hidden rows: {count} ({rows})")
_ROW = TwoLanguages("第 {rows} 行", "{rows}")
_ROW_ALSO = TwoLanguages("第 {rows} 行等", "{rows} and others")
_COLUMNS = TwoLanguages(
    "要读的列里有隐藏的（{columns}）", "hidden columns that are read: {columns}"
)
_ITSELF = TwoLanguages("是隐藏的工作表", "the sheet is hidden")
_OTHERS = TwoLanguages(
    "以外，还有隐藏的工作表也有这些列（{sheets}）", "hidden sheets with the same columns: {sheets}"
)
_COUNTED = TwoLanguages(
    "隐藏或被筛选掉的内容也在文件里，已照常计入；不该算的，请取消隐藏后删去再导入",
    "What is hidden or filtered still stands in the file and was counted; unhide and delete what"
    " should not count, then import again",
)
_NOT_READ = TwoLanguages(
    "没有读隐藏的工作表；要用它，请在映射文件的 sheet 里写明",
    "Hidden sheets were not read; to use one, name it in the mapping (sheet)",
)


def hidden_parts(table: ExportTable, columns: Collection[str]) -> Params | None:
    """What a finding says of that which is hidden in *table* and was counted; None: nothing is."""
    rows = [one.line for one in table.rows if one.line in table.view.hidden_rows]
    places = [place for one in columns if (place := table.column(one)) is not None]
    hidden = [cell_name(1, n + 1)[:-1] for n in places if table.view.hides_column(n + 1)]
    said: list[TwoLanguages] = [_ITSELF] if table.is_hidden else []
    if rows:
        words = _ROW if len(rows) <= _SHOWN else _ROW_ALSO
        shown = words.fill({"rows": ", ".join(map(str, rows[:_SHOWN]))})
        said.append(
            TwoLanguages(
                _ROWS.zh.format(count=len(rows), rows=shown.zh),
                _ROWS.en.format(count=len(rows), rows=shown.en),
            )
        )
    if hidden:
        said.append(_COLUMNS.fill({"columns": ", ".join(hidden)}))
    kept = [_COUNTED] if said else []
    if table.left_out:
        said.append(_OTHERS.fill({"sheets": ", ".join(table.left_out[:_SHOWN])}))
        kept.append(_NOT_READ)
    if not said:
        return None
    sheet = _SHEET.fill({"sheet": table.sheet})
    return {
        "sheet_zh": sheet.zh,
        "sheet_en": sheet.en,
        "hidden_zh": "，".join(one.zh for one in said),
        "hidden_en": "; ".join(one.en for one in said),
        "kept_zh": "。".join(one.zh for one in kept),
        "kept_en": ". ".join(one.en for one in kept),
    }
