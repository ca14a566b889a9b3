"""List what people call the columns of tables of deliveries, in English, French and Spanish."""

from inventory.imports.mapping.fields import Field

# Set apart by bars, the more usual first. Case, accents and punctuation do not matter.
USUAL_NAMES = {
    Field.EQUIPMENT_TYPE: (
        "equipment type|equipment|what|type|weapon designation|designation|weapon|system|item|items"
        "|model|materiel|matériel|équipement|type de matériel|modèle|arme|désignation|weapon system"
        "|platform|vehicle|equipo|armamento|sistema|modelo|tipo de equipo"
    ),
    Field.LABEL: (
        "label|equipment as written|as written|weapon description|description|libellé|tel qu'écrit"
        "|descripción"
    ),
    Field.PHRASE: (
        "phrase|count|count as written|quantity delivered|quantity|number|number delivered"
        "|delivered quantity|number of items"
        "|no delivered|qty|amount|units|total|nombre|quantité|effectif|nb|pieces|pièces"
        "|number of units|nombre livré|how many|combien|cantidad|número|unidades|cuántos"
    ),
    Field.LOW: "low|min|minimum|count min|at least|lower|lower bound|minimal|au moins|mínimo|al menos",
    Field.HIGH: "high|max|maximum|count max|at most|upper|upper bound|maximal|au plus|máximo",
    Field.BEST: "best|best number|best estimate|estimate|estimation|meilleure estimation",
    Field.SUPPLIER: (
        "supplier|exporter|donor|seller|sender|from|state of export|exporting country|provider"
        "|fournisseur|exportateur|donateur|vendeur|pays fournisseur|pays exportateur|donor country"
        "|supplier country|proveedor|vendedor|exportador|suministrador|país proveedor"
    ),
    Field.RECIPIENT: (
        "recipient|importer|buyer|receiver|to|final importer|importing country|beneficiary"
        "|destinataire|importateur|acheteur|bénéficiaire|pays destinataire|recipient country|client"
        "|destinatario|comprador|receptor|importador|país receptor|beneficiario"
    ),
    Field.END_USER: "end user|end user claimed|utilisateur final|used by|usuario final",
    Field.ORIGIN: (
        "origin|state of origin|origine|pays d'origine|country of origin|provenance|procedencia|origen"
        "|país de origen"
    ),
    Field.TRANSIT: "transit|intermediate location|via|lieu intermédiaire|transit country|pays de transit",
    Field.DESTINATION: (
        "destination|place|location|delivered to|lieu|lieu de livraison|city|ville|port|country|pays"
        "|destino|lugar|ciudad|puerto|país|where|où|dónde"
    ),
    Field.DATE: (
        "date|delivery date|date of delivery|delivered on|delivered|year of delivery|delivery year|year"
        "|arrival|event date|years of delivery|période|period|date de livraison|année"
        "|année de livraison|date d'arrivée|when|jour|fecha|fecha de entrega|año|cuándo|quand"
    ),
    Field.ORDERED_ON: "ordered on|order date|date of order|year of order|date de commande|année de commande",
    Field.STAGE: "stage|status|étape|statut|état|phase|delivery status|etapa|estado",
    Field.PUBLICATION_SOURCE: (
        "publication source|source|publisher|source name|outlet|media|paper|newspaper|éditeur|média"
        "|nom de la source|journal|medio|periódico|diario|fuente"
    ),
    Field.PUBLICATION_TITLE: "publication title|title|headline|article|titre|article title|titre d'article"
    "|título|titular",
    Field.PUBLICATION_URL: (
        "publication url|url|link|source 1|address|source url|source link|lien|adresse|web|website"
        "|enlace|dirección"
    ),
    Field.ARCHIVED_URL: "archived url|archive|archive url|archive link|archived link|lien archivé",
    Field.PUBLISHED_ON: (
        "published on|published|publication date|date published|date of publication|publié le"
        "|date de publication|article date|source date|publicado el|fecha de publicación"
    ),
    Field.LANGUAGE: "language|lang|langue|idioma|lengua",
    Field.ASSERTER: (
        "asserter|attributed to|according to|speaker|claimed by|voice|selon|d'après|attribué à|claimant"
        "|citing|quoting|cites|quoted|credited to|citant|según|citando|atribuido a|locuteur"
    ),
    Field.PASSED_ON_BY: (
        "passed on by|relayed by|republished by|carried by|reposted by|quoted by|via|repris par|relayé par"
        "|republié par|difundido por|recogido por|citado por|vía"
    ),
    Field.BORROWED_FROM: (
        "cited source|derived from|drawn from|taken from|based on|borrowed from|copied from|repeats"
        "|original source|primary source|source of the source|repris de|tiré de|source d'origine"
        "|source primaire|source citée|fuente original|fuente primaria|tomado de|basado en"
    ),
    Field.MODALITY: "modality|certainty|certitude|report modality",
    Field.HEDGE: "hedge|doubt|words of doubt|doute",
    Field.QUOTE: "quote|quotation|citation|excerpt|extract|passage|extrait|cita|extracto",
    Field.NOTE: "note|notes|comment|comments|remark|remarks|commentaire|commentaires|remarque|remarques"
    "|nota|observaciones|comentario",
    Field.SHIPMENT_REFERENCE: "shipment reference|shipment ref",
    Field.SHIPMENT_TITLE: "shipment title|shipment",
    Field.GROUP: (
        "group|case|case id|deal|deal id|contract|contract number|transfer id|event id|case number"
        "|dossier|contrat|numéro de contrat|convoy|convoi|shipment id|caso|contrato|expediente"
    ),
    Field.KEY: (
        "key|id|row id|record id|number of the row|row number|identifier|identifiant|uid|no|numéro|report id"
    ),
}
