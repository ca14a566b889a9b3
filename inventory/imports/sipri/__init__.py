"""Read SIPRI's trade register in its two shapes: by deal (until 2025) and by deal and delivery year.

`matching` finds a file's deals among those held, `editions` replaces what an older edition said, and `old`
and `new` say what each shape means.

Information from the SIPRI Arms Transfers Database, © SIPRI.
"""
