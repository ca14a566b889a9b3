"""Hold a table of no known format with the mapping by which it is read, and a list of losses."""

from inventory.imports.mapping import Field, Given, TableMapping

FOREIGN = b"To;What;Count;Paper\nBamako;Tanks;seven;RAIDS\nBamako;Boats;two;RAIDS\n"
LOSSES = (
    b"country,origin,system,status\n"
    b"Mali,Russia,1 T-72B3M,destroyed\nMali,Russia,1 T-72B3M,captured\nMali,,Tanks,lost\n"
)
MAPPING = TableMapping(
    {
        Field.DESTINATION: Given(column="To"),
        Field.EQUIPMENT_TYPE: Given(column="What"),
        Field.PHRASE: Given(column="Count"),
        Field.PUBLICATION_SOURCE: Given(column="Paper"),
    }
)
