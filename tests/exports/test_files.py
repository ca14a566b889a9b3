"""Test files that are written whole before they are sent."""

import io

from inventory.exports import files


def test_a_file_is_closed_once_it_is_read_and_also_when_it_is_not(monkeypatch):
    made = []

    def temporary_file(**_):
        made.append(io.BytesIO())
        return made[-1]

    monkeypatch.setattr(files.tempfile, "TemporaryFile", temporary_file)
    content = b"x" * (files.CHUNK_SIZE + 1)
    read = files.written(lambda file: file.write(content))
    assert b"".join(read) == content
    files.written(lambda file: file.write(content)).close()
    assert [file.closed for file in made] == [True, True]
