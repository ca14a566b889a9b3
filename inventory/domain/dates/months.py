"""List the names of months, whole and cut, in the languages in which programs write dates."""

from __future__ import annotations

from inventory.domain.spelling import fold

# Of each month in English, French, Spanish, Portuguese, Italian, German, Polish, Turkish, Russian, Ukrainian.
NAMES = (
    "january jan janvier janv enero ene janeiro gennaio gen januar jänner styczeń stycznia sty ocak oca"
    " январь января янв січень січня січ",
    "february feb février févr fév febrero fevereiro fev febbraio februar feber luty lutego lut şubat şub"
    " февраль февраля фев февр лютий лютого лют",
    "march mar mars marzo março märz mär mrz marzec marca mart март марта мар березень березня бер",
    "april apr avril avr abril abr aprile kwiecień kwietnia kwi nisan nis апрель апреля апр"
    " квітень квітня кві",
    "may mai mayo maio maggio mag maj maja mayıs май мая травень травня тра",
    "june jun juin junio junho giugno giu juni czerwiec czerwca cze haziran haz июнь июня июн"
    " червень червня чер",
    "july jul juillet juil julio julho luglio lug juli lipiec lipca lip temmuz tem июль июля июл"
    " липень липня лип",
    "august aug août agosto ago sierpień sierpnia sie ağustos ağu август августа авг серпень серпня сер",
    "september sept sep septembre septiembre setembro set settembre wrzesień września wrz eylül eyl"
    " сентябрь сентября сен сент вересень вересня вер",
    "october oct octobre octubre outubro out ottobre ott oktober okt październik października paź ekim eki"
    " октябрь октября окт жовтень жовтня жов",
    "november nov novembre noviembre novembro listopad listopada lis kasım kas"
    " ноябрь ноября ноя нояб листопад листопада",
    "december dec décembre déc diciembre dic dezembro dez dicembre dezember grudzień grudnia gru aralık ara"
    " декабрь декабря дек грудень грудня гру",
)
# By their names in the plain alphabet. Where two languages differ, the earlier of the list stands.
MONTHS: dict[str, int] = {}
for _number, _names in enumerate(NAMES, start=1):
    for _name in _names.split():
        MONTHS.setdefault(fold(_name), _number)
