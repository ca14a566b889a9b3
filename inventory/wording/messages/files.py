"""Say why a whole file cannot be taken, and what was made of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

WORDS: dict[str, Any] = {
    "file.empty": _("%(name)s is empty."),
    "file.damaged": _("%(name)s: what is kept of it is not what was brought."),
    "file.circle": _("%(name)s: %(reason)s Nothing was applied."),
    "file.unfit": _("%(name)s does not fit the database: %(reason)s"),
    "file.disk_full": _(
        "%(name)s: the database’s disk is full. Nothing was done; try again when there is room."
    ),
    "file.unknown_reading": _("How the file is to be read is stated in a way that is not known."),
    "file.no_encoding": _("“%(text)s” is none of the encodings %(known)s."),
    "file.no_delimiter": _("“%(text)s” cannot stand between cells."),
    "file.no_publisher": _(
        "This file is by “%(source)s”, and the record has no such source. Add it under that name, or load "
        "the reference data: manage.py load_reference."
    ),
    "file.no_day": _("“%(text)s” is no day such as 2025-01-17."),
    "file.too_large": _("%(name)s has %(size)s MB; at most %(limit)s MB are read."),
    "file.unreadable": _("%(name)s cannot be read: %(reason)s."),
    "file.no_table": _("%(name)s is no table: it is %(kind)s."),
    "file.web_page": _(
        "%(name)s is no table: it is a web page or XML. Open it in a spreadsheet and save it as XLSX."
    ),
    "file.line": _("%(name)s, line %(line)s: %(reason)s"),
    "file.cell": _("%(name)s, line %(line)s, column “%(column)s”: %(reason)s"),
    "file.not_in_encoding": _("%(name)s, line %(line)s: this is no %(encoding)s text."),
    "file.no_utf16": _("%(name)s starts as UTF-16 text but is none: %(reason)s."),
    "file.nul_bytes": _(
        "%(name)s, line %(line)s: the file holds NUL bytes, so it is no text, or UTF-16 without its mark."
    ),
    "file.strange_byte": _(
        "%(name)s, line %(line)s: the byte %(byte)s is neither UTF-8 nor Windows-1252 text."
    ),
    "file.nul_character": _(
        "%(name)s, line %(line)s: the text holds a NUL character, at place %(place)s of the line."
    ),
    "file.long_line": _("%(name)s, line %(line)s has %(number)s characters; at most %(limit)s are read."),
    "file.quote_open": _("a quotation mark opens here and is never closed."),
    "file.quote_inside": _("a quotation mark inside a quoted cell is not doubled."),
    "file.long_quote": _("a cell has more than %(number)s characters; a quotation mark may be unbalanced."),
    "file.no_csv": _("this is no CSV: %(reason)s."),
    "file.many_columns": _("%(name)s, line %(line)s: has %(number)s columns; at most %(limit)s are read."),
    "file.long_cell": _(
        "%(name)s, line %(line)s, column %(column)s: has %(number)s characters; at most %(limit)s are "
        "read. A quotation mark may be unbalanced."
    ),
    "file.empty_list": _("%(name)s holds an empty list."),
    "file.after_list": _("%(name)s, line %(line)s: something follows the end of the list."),
    "file.no_json": _("%(name)s, line %(line)s: this is no JSON: %(reason)s."),
    "file.nested": _("%(name)s, line %(line)s: the object is nested too deeply."),
    "file.no_object": _("%(name)s, line %(line)s: holds %(kind)s; an object {…} is expected."),
    "file.doubled_column": _("stands twice."),
    "file.nameless_column": _("a column has no name."),
    "file.no_scalar": _("holds %(kind)s; a text or a number is expected."),
    "file.unkeepable": _("holds a NUL character or half a character."),
    "file.empty_object": _("%(name)s, line %(line)s: the object is empty."),
    "file.columns": _("%(first)s; %(other)s"),
    "file.doubled_columns": _("columns stand twice: %(columns)s"),
    "file.unknown_columns": _("unknown columns: %(columns)s"),
    "file.missing_columns": _("missing columns: %(columns)s"),
    "file.unknown_table": _(
        "%(name)s, line %(line)s: no known header; it starts “%(text)s”. Known are: %(known)s."
    ),
    "file.no_header": _("%(name)s: there is no header where it was looked for."),
    "file.losses": _(
        "%(name)s: this is a list of losses: what was seen destroyed, damaged, abandoned or captured. "
        "Nobody delivered it, so none of it is imported. Its names of equipment can be taken over as "
        "names of types."
    ),
    "file.losses_without_names": _(
        "%(name)s: this is a list of losses: what was seen destroyed, damaged, abandoned or captured. "
        "Nobody delivered it, so none of it is imported. It names no equipment that could be learnt."
    ),
    "file.symbols": _(
        "%(name)s: this is a table of map symbols (MIL-STD-2525): it gives kinds of equipment their "
        "codes, and tells of no delivery, so there is nothing to import."
    ),
    "file.matrix_columns": _(
        "Each voice of a matrix has the columns …_phrase, …_low and …_high, unlike %(voices)s."
    ),
    "file.matrix_unplaced": _(
        "%(name)s: there is no shipment “%(reference)s”. Keep the name under which the matrix was "
        "saved, such as ML-2025-01-17-matrix.csv, or add a column %(column)s."
    ),
    "file.matrix_nameless": _(
        "%(name)s: it does not say of which shipment. Keep the name under which the matrix was saved, "
        "such as ML-2025-01-17-matrix.csv, or add a column %(column)s."
    ),
    "file.matrix_merged": _("%(name)s: %(reason)s"),
    "file.workbook": _("%(name)s %(reason)s"),
    "file.empty_sheet": _("%(name)s: the sheet “%(sheet)s” is empty."),
    "file.slow_workbook": _("%(name)s could not be read within %(number)s seconds; save it as CSV."),
    "file.no_workbook": _(
        "%(name)s is no workbook that can be read: it needs more memory than it may have, or is "
        "damaged. Save it as CSV."
    ),
    "book.no_sheet": _("has no sheet “%(sheet)s”; it has %(sheets)s."),
    "book.protected": _("is protected by a password; save it without one."),
    "book.unreadable": _("cannot be read as a workbook: %(reason)s."),
    "book.empty_sheet": _("holds nothing: the sheet “%(sheet)s” is empty."),
    "book.empty_sheet_beside_others": _(
        "holds nothing: the sheet “%(sheet)s” is empty. Other sheets are %(sheets)s."
    ),
    "book.too_wide": _(
        "is too large: the sheet “%(sheet)s” reaches to row %(row)s and column %(column)s; at most "
        "%(limit)s cells are read. Delete what is far away, or save it as CSV."
    ),
    "book.long_text": _("holds more than %(limit)s characters in row %(row)s."),
    "book.word_document": _("is no table: it is a Word document."),
    "book.no_workbook": _("is no table: it is no workbook."),
    "book.zip_archive": _("is no table: it is a ZIP archive."),
    "book.damaged": _("is a damaged workbook: %(reason)s."),
    "book.many_parts": _("has %(number)s parts; at most %(limit)s are read."),
    "book.too_large": _("unpacks to %(size)s MB or more; at most %(limit)s MB are read. Save it as CSV."),
    "book.packed_part": _("holds a part that cannot be unpacked: %(part)s."),
    "book.bomb": _(
        "holds a part that unpacks to more than %(ratio)s times its size, as no real workbook does: "
        "%(part)s. Save it as CSV."
    ),
    "book.entities": _("holds XML that defines entities, which no workbook needs: %(part)s."),
    "book.wrong_length": _("is damaged: %(part)s is not as long as it says."),
    "kind_of_file.png": _("a PNG image"),
    "kind_of_file.jpeg": _("a JPEG image"),
    "kind_of_file.gif": _("a GIF image"),
    "kind_of_file.pdf": _("a PDF document"),
    "kind_of_file.empty_zip": _("an empty ZIP archive"),
    "kind_of_file.gzip": _("a gzip archive"),
    "kind_of_file.seven_zip": _("a 7-Zip archive"),
    "kind_of_file.rar": _("a RAR archive"),
    "kind_of_file.parquet": _("a Parquet file; save it as CSV"),
    "kind_of_file.sqlite": _("an SQLite database"),
    "kind_of_file.list": _("a list"),
    "kind_of_file.nested_object": _("an object inside the object"),
    "kind_of_file.single_value": _("a single value"),
    "file_note.misnamed": _("The name ends in %(suffix)s, but the file is text; it was read as that."),
    "file_note.misnamed_kind": _(
        "The name ends in %(suffix)s, but the file is of the kind “%(kind)s”; it was read as that."
    ),
    "file_note.other_sheets": _("The sheet “%(sheet)s” was read. The workbook has other sheets: %(sheets)s."),
    "file_note.hidden_sheet": _("“%(sheet)s” (hidden)"),
    "file_note.hidden_rows": ngettext_lazy(
        "Rows that are hidden in the sheet (%(count)s, line %(line)s) are read, too.",
        "Rows that are hidden in the sheet (%(count)s, first line %(line)s) are read, too.",
        "count",
    ),
    "file_note.hidden_columns": _("Columns that are hidden in the sheet (%(number)s) are read, too."),
    "file_note.merged_cells": _(
        "Cells that are merged over several rows (%(number)s) say the same in each of them."
    ),
    "file_note.errors_unseen": _(
        "In a workbook of this age, cells that hold an error, such as #REF!, are read as empty."
    ),
    "matrix.no_shipment": _("there is no shipment “%(reference)s”."),
    "matrix.other_cells": _(
        "the shipment “%(reference)s” was merged into “%(into)s”, whose matrix has other cells. "
        "Download that one, and change it there."
    ),
    "matrix.empty": _(
        "is empty, but the record has “%(told)s”. Change it in the file of reported deliveries, where "
        "each line names its report."
    ),
    "matrix.of_share": _(
        "the count is a share of another line. Change it in the file of reported deliveries, where "
        "each line names its report."
    ),
    "matrix.older_words": _(
        "the voice has older words on the type, and its count follows from other types. Change it in "
        "the file of reported deliveries, where each line names its report."
    ),
    "matrix.no_report": _(
        "this voice has no report of its own on the shipment. Change it in the file of reported "
        "deliveries, where each line names its report."
    ),
    "matrix.several_reports": _(
        "this voice has %(count)s reports to which it may belong. Change it in the file of reported "
        "deliveries, where each line names its report."
    ),
    "file.older_edition": _(
        "This edition was generated on %(day)s; that of %(newest)s was imported before. The older one "
        "would undo what the newer one says."
    ),
    "file.no_edition": _(
        "No line before the header says when the data was generated, such as “Data generated: 13 Oct "
        "2024 …”. State the day of the edition under “How it is read”."
    ),
    "mapping.no_object": _("A mapping is an object with “fields”."),
    "mapping.no_part": _("A mapping has no “%(name)s”."),
    "mapping.no_fields": _("The “fields” of a mapping are an object."),
    "mapping.no_order": _("The “day_order” is day_first or month_first, not “%(text)s”."),
    "mapping.no_short_years": _("The “short_years” are months or spans, not “%(text)s”."),
    "mapping.no_switch": _("“%(name)s” is true or false."),
    "mapping.no_field": _("There is no field “%(name)s”; the fields are %(known)s."),
    "mapping.no_column": _("The field “%(name)s” has either a “column” or a “constant”, which is a text."),
    "file.header": _("%(name)s, line %(line)s: %(reason)s."),
    "matrix.divided": _(
        "the reports of this voice differ on the count. Change it in the file of reported deliveries, "
        "where each line names its report."
    ),
    "file.own_file": _(
        "%(name)s: this is our own file that sums up what is recorded. Change reported deliveries in "
        "their own file, or download the whole record to take it elsewhere."
    ),
}
