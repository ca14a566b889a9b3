"""Stream an export of things that have a place on the map as GeoJSON (RFC 7946): one feature a row."""

from __future__ import annotations

from collections.abc import Iterator

from psycopg import sql

from inventory.columns.destinations import POSITION
from inventory.exports.copy import copied_objects
from inventory.exports.export import AnyExport, Export

# What is nowhere on the map stays in the file, as a feature without a place.
FEATURE = sql.SQL(
    """json_build_object(
        'type', 'Feature',
        'geometry', CASE WHEN num_nonnulls({position}) = 2 THEN json_build_object(
            'type', 'Point', 'coordinates', json_build_array({position})
        ) END,
        'properties', row_to_json(line)
    )"""
).format(position=sql.SQL(", ").join(sql.Identifier("line", column.name) for column in POSITION))


def geojson(export: AnyExport) -> Iterator[bytes]:
    """Yield the collection, with every column as a property; each feature begins on a line of its own."""
    yield b'{"type":"FeatureCollection","features":[\n'
    is_first = True
    for chunk in copied_objects(export, FEATURE) if isinstance(export, Export) else ():
        # Each object ends its line, and objects hold no line ends but escaped ones.
        features = chunk.removesuffix(b"\n").replace(b"\n", b",\n")
        yield features if is_first else b",\n" + features
        is_first = False
    yield b"\n]}\n"
