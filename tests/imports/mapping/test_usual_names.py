"""Test that columns are known by their names in many languages, and that a wrong guess is never made."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from inventory.imports import mapping
from inventory.imports.mapping import Field, suggest
from inventory.imports.mapping.usual_names import words_of

LEXICONS = Path(mapping.__file__).parent / "lexicons"

# Heads as people and databases write them, by what the column says; each list is the head of one table.
HEADS = {
    "database": {
        "rec_id": "key",
        "supplier_country": "supplier",
        "recipient_country": "recipient",
        "weapon_designation": "equipment_type",
        "qty": "phrase",
        "qty_min": "low",
        "max_qty": "high",
        "delivery_date": "date",
        "order_date": "ordered_on",
        "src_name": "publication_source",
        "source_url": "publication_url",
        "pub_date": "published_on",
    },
    "camel": {
        "deliveryDate": "date",
        "recipientCountry": "recipient",
        "SupplierName": "supplier",
        "weaponType": "equipment_type",
        "quantityDelivered": "phrase",
        "endUser": "end_user",
        "sourceUrl": "publication_url",
    },
    "German": {
        "Lieferdatum": "date",
        "Anzahl": "phrase",
        "Empfänger": "recipient",
        "Lieferant": "supplier",
        "Waffensystem": "equipment_type",
        "Herkunftsland": "origin",
        "Bestimmungsort": "destination",
        "Bestelldatum": "ordered_on",
        "Quelle": "publication_source",
        "Bemerkungen": "note",
        "lfd. Nr.": "key",
    },
    "French": {
        "Pays fournisseur": "supplier",
        "Pays bénéficiaire": "recipient",
        "Type de matériel": "equipment_type",
        "Quantité livrée": "phrase",
        "Date de livraison": "date",
        "Date de commande": "ordered_on",
        "Utilisateur final": "end_user",
        "Lien": "publication_url",
        "Publié le": "published_on",
        "Remarques": "note",
    },
    "Spanish": {
        "País proveedor": "supplier",
        "Destinatario": "recipient",
        "Tipo de armamento": "equipment_type",
        "Cantidad": "phrase",
        "Fecha de entrega": "date",
        "Fecha de pedido": "ordered_on",
        "Fuente": "publication_source",
        "Enlace": "publication_url",
        "Observaciones": "note",
    },
    "Portuguese": {
        "Fornecedor": "supplier",
        "País destinatário": "recipient",
        "Equipamento": "equipment_type",
        "Quantidade": "phrase",
        "Data de entrega": "date",
        "Fonte": "publication_source",
        "Observações": "note",
    },
    "Russian": {
        "Страна-поставщик": "supplier",
        "Получатель": "recipient",
        "Тип": "equipment_type",
        "Количество": "phrase",
        "Дата поставки": "date",
        "Дата заказа": "ordered_on",
        "Место назначения": "destination",
        "Источник": "publication_source",
        "Ссылка": "publication_url",
        "Примечание": "note",
        "№ п/п": "key",
    },
    "Ukrainian": {
        "Постачальник": "supplier",
        "Країна-отримувач": "recipient",
        "Озброєння": "equipment_type",
        "К-ть": "phrase",
        "Рік постачання": "date",
        "Джерело": "publication_source",
        "Посилання": "publication_url",
        "Примітки": "note",
    },
    "Polish": {
        "Dostawca": "supplier",
        "Odbiorca": "recipient",
        "Sprzęt": "equipment_type",
        "Ilość": "phrase",
        "Data dostawy": "date",
        "Zrodlo": "publication_source",
        "Uwagi": "note",
        "Lp.": "key",
    },
    "Turkish": {
        "Tedarikçi": "supplier",
        "ALICI ÜLKE": "recipient",
        "Silah türü": "equipment_type",
        "Adet": "phrase",
        "Teslim tarihi": "date",
        "Kaynak": "publication_source",
        "Menşe": "origin",
    },
    "Arabic": {
        "الدولة الموردة": "supplier",
        "المستلم": "recipient",
        "نوع السلاح": "equipment_type",
        "الكمية": "phrase",
        "تاريخ التسليم": "date",
        "الرابط": "publication_url",
        "ملاحظات": "note",
    },
}
# What names something else, with cells that would do for a date or a count.
OTHERS = {
    "last_updated": "2025-01-17",
    "created_at": "2025-01-17",
    "Date accessed": "2025-01-17",
    "Datum der Bestellung (geplant)": "2025-01-17",
    "Дата обновлено": "2025-01-17",
    "qty_ordered": "12",
    "Number ordered": "12",
    "Cantidad pedida": "12",
    "Bestellte Anzahl": "12",
    "Количество заказано": "12",
    "Quantité commandée": "12",
    "unit_price": "12",
    "Cost (USD m)": "12",
    "Number of casualties": "12",
    "Crew number": "12",
    "Preis": "12",
    "Стоимость": "12",
    "latitude": "12",
}


@pytest.mark.parametrize("table", HEADS)
def test_a_table_of_each_language_is_read_by_its_heads(table):
    heads = HEADS[table]
    assert {given.column: name.value for name, given in suggest([*heads], []).fields.items()} == heads


def test_each_head_is_known_alone():
    assert sum(map(len, HEADS.values())) > 90
    for heads in HEADS.values():
        for head, name in heads.items():
            found = suggest([head], []).fields
            assert {one.value for one in found} == {name}, head


@pytest.mark.parametrize("head", OTHERS)
def test_what_says_something_else_is_never_guessed(head):
    found = suggest([head], [[OTHERS[head]], [OTHERS[head]]]).fields
    assert {name.value for name in found} <= {"ordered_on"}, found


def test_the_name_of_a_group_of_columns_takes_nothing_from_those_below_it():
    heads = {
        "Order / Date": "ordered_on",
        "Delivery / Date": "date",
        "Delivery / Number": "phrase",
        "Delivery / Source": "publication_source",
    }
    found = suggest(["Order / Number", *heads], []).fields
    assert {given.column: name.value for name, given in found.items()} == heads


def test_a_general_word_among_others_says_nothing():
    for head in ("Type of contract", "Date of the survey", "System status note id", "Number of pages"):
        found = {name.value for name in suggest([head], []).fields}
        assert found <= {"note"}, head


@pytest.mark.parametrize("path", sorted(LEXICONS.glob("*.toml")), ids=lambda path: path.stem)
def test_a_lexicon_names_only_fields_and_no_name_for_two_of_them(path):
    lexicon = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(lexicon) == {"name", "other", "names", "alone"}
    assert {*lexicon["names"], *lexicon["alone"]} <= {*Field.values}
    names = [
        name.strip()
        for part in ("names", "alone")
        for listed in lexicon[part].values()
        for name in listed.split(",")
    ]
    # Whether "via" is a place or an outlet, its cells say.
    assert [name for name, number in Counter(names).items() if number > 1 and name != "via"] == []
    assert all(words_of(name) for name in names)
