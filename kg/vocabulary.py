"""The terms of the graph as names: classes, properties and event types, with their prefixes.

The ontology in `ontology/` declares the same terms; a test holds the two together.
"""

AEI = "https://w3id.org/aei/ontology#"
EVT = "https://w3id.org/aei/event-type#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PROV = "http://www.w3.org/ns/prov#"
DCT = "http://purl.org/dc/terms/"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
SCHEMA = "https://schema.org/"
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
WIKIDATA = "http://www.wikidata.org/entity/"
ID_BASE = "https://w3id.org/aei/id/"

PREFIXES = {
    "aei": AEI, "evt": EVT, "nif": NIF, "rdf": RDF, "rdfs": RDFS, "skos": SKOS, "xsd": XSD, "prov": PROV,
    "dct": DCT, "sem": SEM, "schema": SCHEMA, "geo": GEO, "wd": WIKIDATA,
}  # fmt: skip

ACTOR_TYPES = (
    "State", "GovernmentBody", "IntergovernmentalOrganization", "ArmedGroup", "PoliticalParty",
    "Organization", "Person", "Population",
)  # fmt: skip

EVENT_TYPES = {
    "AGREE": "verbal cooperation", "CONSULT": "verbal cooperation", "SUPPORT": "verbal cooperation",
    "CONCEDE": "verbal cooperation", "COOPERATE": "material cooperation", "AID": "material cooperation",
    "RETREAT": "material cooperation", "REQUEST": "verbal conflict", "ACCUSE": "verbal conflict",
    "REJECT": "verbal conflict", "THREATEN": "verbal conflict", "PROTEST": "material conflict",
    "SANCTION": "material conflict", "MOBILIZE": "material conflict", "COERCE": "material conflict",
    "ASSAULT": "material conflict", "OTHER": "other",
}  # fmt: skip

RELATIONS = (
    "memberOf", "partOf", "basedIn", "operatesIn", "locatedIn", "leads", "represents", "supports",
    "opposes", "neighbourOf",
)  # fmt: skip

INITIATIVE_PROPERTIES = (
    "proposedBy", "proposedTo", "participant", "targets", "addresses", "hasPart", "supportedBy",
    "opposedBy", "hinderedBy", "under",
)  # fmt: skip

PREDICATES = RELATIONS + INITIATIVE_PROPERTIES
