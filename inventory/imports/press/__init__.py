"""Read the press-report CSV: one row is one reported delivery, with its publication and speaker.

`counts` reads a count in any language, `rows` reads a row, and `staging` makes shipments, publications and
reports of rows.
"""
