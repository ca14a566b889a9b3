"""Hold a row of a press file, which tests change."""

ROW = {
    "case_id": "ML-TEST",
    "publisher": "military.africa",
    "lang": "en",
    "recipient": "Mali",
    "supplier": "Russia",
    "event_date": "2025-01-17",
    "date_precision": "day",
    "place": "Bamako",
    "equipment_as_written": "tanks",
    "equipment_norm": "T-72",
    "category": "tank",
    "count_as_written": "seven",
    "count_min": "7",
    "count_max": "7",
    "count_kind": "exact",
    "url": "https://www.military.africa/2025/01/seven-tanks-reach-bamako/",
}
