"""Named queries give the rows that the sample documents hold; values are bound; the network stays out of reach."""

import random
import re

import pyoxigraph as ox
import pytest

from kg import settings
from kg.errors import QueryError
from kg.graph import build, iris, query, sparql, store

OFFERED = "Arland offers Borland a border pact."
PROPOSED = "On Monday Arland proposed a border pact to Borland in Delmar."
INCLUDES = "The pact includes joint patrols and a hotline."
MISTRUST = "Mistrust stands in the way of the pact."
MAY = "Borland may support the pact, said Ana Vey, who leads Arland."
LEAGUE = "The League of Coasts, of which Arland is a member, welcomed it."
RAID = "The Red Front attacked Arland in Delmar on 3 May 2024."
ACCUSED = "Borland's ministry accused Arland of bombing the port, Ana Vey said."
URGED = "Arland urged the Red Front to withdraw."
NOT_MET = "Arland did not meet Borland."

PARAMETERS = {
    "dyad": {"a": "arl", "b": "BORLAND"},
    "timeline": {"actor": "Red Front"},
    "parts": {"initiative": "Border Pact"},
    "evidence": {"label": "mistrust"},
}
EXPECTED = {
    "accusations": [("Borland", "accused", "Arland", None, None, "Actual", "Ana Vey", ACCUSED, "raid.txt")],
    "actors": [
        ("Ana Vey", "Person", None, 2, 2),
        ("Arland", "State", "Q1", 2, 2),
        ("Borland", "State", None, 2, 2),
        ("League of Coasts", "IntergovernmentalOrganization", None, 1, 1),
        ("Red Front", "ArmedGroup", None, 1, 1),
    ],
    "asserted-vs-possible": [
        ("The Courier", "plan.txt", "Actual", 7, MAY),
        ("The Courier", "plan.txt", "Possible", 2, MAY),
        ("The Herald", "raid.txt", "Actual", 3, URGED),
        ("The Herald", "raid.txt", "Negated", 1, NOT_MET),
        ("The Herald", "raid.txt", "Unknown", 1, ACCUSED),
    ],
    "attacks": [
        ("Red Front", "attacked", "Arland", "Delmar", "2024-05-03", "Actual", None, RAID, "raid.txt"),
        ("Arland", "bombing", None, None, None, "Unknown", "Borland", ACCUSED, "raid.txt"),
    ],
    "attributed": [
        ("Ana Vey", "border pact supportedBy Borland", "Claim", "Possible", 0.75, MAY, "plan.txt"),
        ("Ana Vey", "support", "Event", "Possible", 0.8, MAY, "plan.txt"),
        ("Ana Vey", "accused", "Event", "Actual", 0.8, ACCUSED, "raid.txt"),
        ("Borland", "bombing", "Event", "Unknown", 0.8, ACCUSED, "raid.txt"),
    ],
    "cooperation": [("Arland", "CONSULT", "meet", "Borland", None, None, "Negated", None, NOT_MET, "raid.txt")],
    "documents": [
        ("raid.txt", "Raid on Delmar.", "2024-05-04", "The Herald", 5, 0, 0),
        ("plan.txt", OFFERED, "2024-05-06", "The Courier", 1, 3, 8),
    ],
    "dyad": [
        (None, "Borland", "ACCUSE", "accused", "Arland", "Actual", "Ana Vey", ACCUSED, "raid.txt"),
        (None, "Arland", "CONSULT", "meet", "Borland", "Negated", None, NOT_MET, "raid.txt"),
    ],
    "events-by-type": [
        ("ACCUSE", "Actual", 1, ACCUSED, "raid.txt"),
        ("ASSAULT", "Actual", 1, RAID, "raid.txt"),
        ("ASSAULT", "Unknown", 1, ACCUSED, "raid.txt"),
        ("CONSULT", "Negated", 1, NOT_MET, "raid.txt"),
        ("REQUEST", "Actual", 1, URGED, "raid.txt"),
        ("SUPPORT", "Possible", 1, MAY, "plan.txt"),
    ],
    "initiative-parties": [
        ("border pact", "proposedBy", "Arland", "Actual", None, PROPOSED, "plan.txt"),
        ("border pact", "proposedTo", "Borland", "Actual", None, PROPOSED, "plan.txt"),
        ("border pact", "supportedBy", "Borland", "Possible", "Ana Vey", MAY, "plan.txt"),
    ],
    "initiatives-by-status": [
        ("Proposed", "border pact", "2024-05-06", 0.9, OFFERED, "plan.txt"),
        ("Proposed", "joint patrols", None, 0.9, INCLUDES, "plan.txt"),
        ("Proposed", "hotline", None, 0.9, INCLUDES, "plan.txt"),
    ],
    "obstacles": [("border pact", "mistrust", "Issue", "Actual", None, MISTRUST, "plan.txt")],
    "parts": [
        ("border pact", "hotline", "Proposed", "Actual", INCLUDES, "plan.txt"),
        ("border pact", "joint patrols", "Proposed", "Actual", INCLUDES, "plan.txt"),
    ],
    "places": [("Delmar", "AR", 12.5, -7.25, 2, 1)],
    "proposals": [("Arland", "border pact", "Borland", "Proposed", "2024-05-06", "hotline; joint patrols", PROPOSED, "plan.txt")],
    "quarantine": [],
    "relations": [
        ("Ana Vey", "leads", "Arland", "Actual", 0.75, None, MAY, "plan.txt"),
        ("Arland", "memberOf", "League of Coasts", "Actual", 0.75, None, LEAGUE, "plan.txt"),
    ],
    "requests": [("Arland", "urged", "Red Front", None, None, "Actual", None, URGED, "raid.txt")],
    "support": [
        ("Borland", "border pact", "supports", "Possible", "Ana Vey", MAY, "plan.txt"),
        ("Borland", None, "support", "Possible", "Ana Vey", MAY, "plan.txt"),
    ],
    "threats": [],
    "timeline": [
        ("2024-05-03", "agent", "ASSAULT", "attacked", "Arland", "Actual", RAID, "raid.txt"),
        (None, "target", "REQUEST", "urged", "Arland", "Actual", URGED, "raid.txt"),
    ],
    "who-speaks-about-whom": [
        ("Ana Vey", "Borland", 3, MAY, "plan.txt"),
        ("Ana Vey", "Arland", 1, ACCUSED, "raid.txt"),
        ("Borland", "Arland", 1, ACCUSED, "raid.txt"),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_named_query_gives_the_rows_of_the_sample(dataset, name):
    found = query.run(dataset, name, **PARAMETERS.get(name, {}))
    assert list(found) == EXPECTED[name]
    assert all(len(row) == len(found.columns) for row in found)


def test_evidence_names_words_offsets_sentence_and_document(dataset, plan):
    found = query.run(dataset, "evidence", label="MISTRUST")
    assert found.columns == ("what", "said", "words", "begin", "end", "sentence", "source", "thing")
    thing = iris.shared_iri("issue", "issue/mistrust")
    assert list(found) == [
        ("mistrust", "mention", "Mistrust", 146, 154, MISTRUST, "plan.txt", thing),
        ("mistrust", "border pact hinderedBy", "stands in the way", 155, 172, MISTRUST, "plan.txt", thing),
    ]
    assert plan.document.text[155:172] == "stands in the way"


def test_evidence_of_an_actor_covers_events_and_relations(dataset):
    said = {row[1] for row in query.run(dataset, "evidence", label="Red Front")}
    assert said == {"mention", "part in: attacked", "part in: urged"}


def test_threats_are_events_of_that_type(dataset, raid):
    changed = [
        ox.Quad(q.subject, q.predicate, ox.NamedNode(q.object.value.replace("REQUEST", "THREATEN")), q.graph_name)
        if q.predicate.value.endswith("eventType")
        else q
        for q in build.quads(raid)
    ]
    store.replace_document(dataset, changed)
    assert [row[:3] for row in query.run(dataset, "threats")] == [("Arland", "urged", "Red Front")]


def test_what_is_set_aside_is_listed_and_answers_no_other_query(dataset, raid):
    attack = iris.finding_iri(raid.events[0], raid.document)
    store.replace_document(dataset, build.quarantined(raid, {attack: "no such raid"}))
    assert [row[:2] for row in query.run(dataset, "quarantine")] == [(attack, "no such raid")]
    assert [row[1] for row in query.run(dataset, "attacks")] == ["bombing"]
    assert query.run(dataset, f"SELECT ?p ?o {{ <{attack}> ?p ?o }}").rows == ()


def test_the_same_actor_in_many_documents_gives_one_row_an_event(dataset):
    """Shared actors are described in each graph; joins over them must not multiply rows."""
    for name in ("attacks", "relations", "dyad"):
        rows = list(query.run(dataset, name, **PARAMETERS.get(name, {})))
        assert len(rows) == len(set(rows))


@pytest.mark.parametrize("name", EXPECTED)
def test_rows_do_not_depend_on_the_order_of_insertion(dataset, name):
    quads = list(dataset)
    random.Random(3).shuffle(quads)
    other = ox.Store()
    other.extend(quads)
    values = PARAMETERS.get(name, {})
    assert query.run(other, name, **values) == query.run(dataset, name, **values)


# --- named queries


OURS = {name: asked for name, asked in query.queries().items() if not name.startswith("network-")}


ACROSS = {"contradictions", "history", "identities", "judgements", "reports"}  # of several documents: tests/resolve


def test_each_query_that_comes_with_the_library_is_tested():
    assert set(OURS) == {*EXPECTED, "evidence", *ACROSS}


@pytest.mark.parametrize("name", OURS)
def test_each_query_says_what_it_answers_and_how_rows_are_ordered(name):
    asked = OURS[name]
    assert asked.title and asked.question.endswith("?")
    assert sparql.checked(asked.text)
    for parameter, description in asked.parameters.items():
        assert description
        assert re.search(rf"\?{parameter}\b", asked.text)


def test_a_folder_of_ones_own_adds_and_overrides(tmp_path, dataset):
    (tmp_path / "attacks.rq").write_text("# title: Mine\n# question: Mine?\nSELECT (1 AS ?one) {}")
    (tmp_path / "zero.rq").write_text("# title: Zero\n# question: Zero?\n# parameter: n a number\nSELECT ?n (?n + 1 AS ?next) {}")
    found = query.queries(tmp_path)
    assert list(query.run(dataset, found["attacks"])) == [(1,)]
    assert query.run(dataset, found["zero"], n=1) == query.Rows(("next",), ((2,),))
    assert found["zero"].parameters == {"n": "a number"}
    assert "dyad" in found


def test_a_folder_without_headers_or_none_at_all_is_an_error(tmp_path):
    (tmp_path / "bare.rq").write_text("SELECT * {}")
    with pytest.raises(QueryError, match=r"bare\.rq: expected '# title"):
        query.queries(tmp_path)
    with pytest.raises(QueryError, match="no such folder"):
        query.queries(tmp_path / "nowhere")


def test_a_file_needs_no_headers(tmp_path, dataset):
    path = tmp_path / "my own.rq"
    path.write_text("SELECT ?s { ?s a aei:Issue }")
    assert len(query.run(dataset, path)) == len(query.run(dataset, str(path))) == 1
    with pytest.raises(QueryError, match=r"gone\.rq"):
        query.run(dataset, tmp_path / "gone.rq")


def test_an_unknown_name_lists_the_known_ones(dataset):
    with pytest.raises(QueryError, match=r"'atacks' is no query; known: accusations, actors,.*who-speaks-about-whom"):
        query.run(dataset, "atacks")


def test_parameters_missing_or_unknown_are_named(dataset):
    with pytest.raises(QueryError, match="dyad: no value for b; it needs a: a name"):
        query.run(dataset, "dyad", a="Arland")
    with pytest.raises(QueryError, match="no parameter c"):
        query.run(dataset, "dyad", a="Arland", b="Borland", c="x")
    with pytest.raises(QueryError, match="each SELECT that uses it lists it"):
        query.run(dataset, "SELECT ?s { ?s ?p ?o }", who="x")


INJECTIONS = [
    'Arland" || true || "',
    "Arland') || true #",
    'x"@en } UNION { ?s ?p ?o } #',
    "\\u0022 || true",
    'Arland"\n} SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #',
    ".*",
    "<http://e.org/>",
    "?a",
    "",
]


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_value_is_never_read_as_sparql(dataset, text):
    assert query.run(dataset, "timeline", actor=text).rows == ()
    assert query.run(dataset, "dyad", a="Arland", b=text).rows == ()
    assert query.run(dataset, "SELECT ?v (STR(?v) AS ?same) {}", v=text).rows == ((text,),)


def test_values_have_types(dataset):
    assert query.run(dataset, "SELECT ?v (?v * 2 AS ?twice) {}", v=1.5).rows == ((3.0,),)
    arland = ox.NamedNode(iris.shared_iri("actor", "State/arland"))
    assert query.run(dataset, "SELECT ?v ?type { ?v a ?type FILTER(?type = aei:State) }", v=arland).rows[0] == (
        "https://w3id.org/aei/ontology#State",
    )


# --- SPARQL of one's own


def test_text_ask_and_construct(dataset):
    assert query.run(dataset, "ASK { ?s a aei:Actor }") == query.Rows(("answer",), ((True,),))
    found = query.run(dataset, "CONSTRUCT { ?s aei:is ?o } WHERE { ?s a aei:Issue ; skos:prefLabel ?o }")
    assert found.columns == ("subject", "predicate", "object")
    assert [row[2] for row in found] == ["mistrust"]


def test_rows_without_an_order_are_sorted_and_an_order_is_kept(dataset):
    values = '{ VALUES ?v { "b" 2 "a" UNDEF 10 } }'
    assert [row[0] for row in query.run(dataset, f"SELECT ?v {values}")] == [None, 2, 10, "a", "b"]
    assert [row[0] for row in query.run(dataset, "SELECT ?v { VALUES ?v { 1 3 2 } } ORDER BY DESC(?v)")] == [3, 2, 1]
    inner = "SELECT ?v { { SELECT ?v { VALUES ?v { 1 3 2 } } ORDER BY DESC(?v) } }"
    assert [row[0] for row in query.run(dataset, inner)] == [1, 2, 3]


def test_a_malformed_query_says_where(dataset):
    with pytest.raises(QueryError, match="query: error at 1:"):
        query.run(dataset, "SELECT ?x WHERE { ?x ")
    with pytest.raises(QueryError, match="line 2 and never ends"):
        query.run(dataset, 'SELECT ?x {\n ?x ?y "open }')


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:a> <b:b> <c:c> }",
        "delete where { ?s ?p ?o }",
        "DROP ALL {",
        "CLEAR GRAPH <a:a>",
        "LOAD <http://e.org/x>",
    ],
)
def test_updates_are_refused(dataset, update):
    size = len(dataset)
    with pytest.raises(QueryError, match="is refused"):
        query.run(dataset, update)
    assert len(dataset) == size


HOST = "<http://127.0.0.1:9/>"
REACHING_OUT = {
    "plain": f"SELECT ?x {{ SERVICE {HOST} {{ ?x ?y ?z }} }}",
    "any case": f"SELECT ?x {{ sErViCe silent {HOST} {{ ?x ?y ?z }} }}",
    "nested": f"SELECT ?x {{ {{ SELECT ?x {{ OPTIONAL {{ {{ SERVICE {HOST} {{ ?x ?y ?z }} }} UNION {{ }} }} }} }} }}",
    "in a filter": f"SELECT ?x {{ ?x ?y ?z FILTER EXISTS {{ SERVICE {HOST} {{ ?x ?y ?z }} }} }}",
    "variable": f"SELECT ?x {{ VALUES ?v {{ {HOST} }} SERVICE ?v {{ ?x ?y ?z }} }}",
    "after a comment": f"SELECT ?x {{ # harmless\n SERVICE#\n{HOST} {{ ?x ?y ?z }} }}",
    "after a string": f"SELECT ?x {{ ?x ?y 'it\\'s' . SERVICE {HOST} {{ ?x ?y \"'\" }} }}",
    "after a long string": f"SELECT ?x {{ ?x ?y '''a ' b''', '' . SERVICE {HOST} {{ ?x ?y '''c''' }} }}",
    "glued to a number": f"SELECT ?x {{ ?x ?y 1SERVICE{HOST}{{ ?x ?y ?z }} }}",
    "glued to a word": f"SELECT ?x {{ ?x ?y trueSERVICE{HOST}{{ ?x ?y ?z }} }}",
    "glued to a tag": f'SELECT ?x {{ ?x ?y "a"@en . SERVICE{HOST}{{ ?x ?y ?z }} }}',
    "glued to a prefix": "PREFIX ex: <http://127.0.0.1:9/> SELECT ?x { SERVICEex:a{ ?x ?y ?z } }",
    "after an empty local name": "PREFIX ex: <http://e.org/> SELECT ?x { VALUES ?v { ex:a } ?x ?y ex:.SERVICE ?v { ?x ?y ?z } }",
    "after escapes in a name": "SELECT ?x { ?x ?y aei:a\\_\\' . SERVICE aei:b { ?x ?y ?z } FILTER(?x != '') }",
    "escaped": f"SELECT ?x {{ \\u0053ERVICE {HOST} {{ ?x ?y ?z }} }}",
    "between two readings": 'SELECT ?x { VALUES ?q { "\\u0022" }\n FILTER(?x=<http://e.org/\\u0041#>) SERVICE ?v { }\n # """\n}',
    "smaller than, comment": "SELECT ?x { ?x ?y ?v FILTER(?x<1)SERVICE?v#>\n{ ?x ?y ?z } }",
    "smaller than, string": "SELECT ?x { ?x ?y ?v FILTER(?x<'>')SERVICE?v{ ?x ?y ?z }#'\n}",
    "smaller than, long string": "SELECT ?x { ?x ?y ?v FILTER(?x<1)#>'''\n SERVICE ?v { ?x ?y ?z } #'''\n}",
    "from": "SELECT ?x FROM <http://e.org/x> { ?x ?y ?z }",
    "from named": "SELECT ?x FROM NAMED <http://e.org/x> { GRAPH ?g { ?x ?y ?z } }",
}


@pytest.mark.parametrize("text", REACHING_OUT.values(), ids=REACHING_OUT)
def test_what_reaches_for_the_network_is_refused_before_it_runs(text):
    class Untouched:
        def query(self, *_: object, **__: object) -> None:
            raise AssertionError("the query ran")

    with pytest.raises(QueryError, match=r"is refused|read in two ways"):
        query.run(Untouched(), text)


HARMLESS = [
    'SELECT ?x { ?x ?p "SERVICE <http://e.org/> { }" }',
    "SELECT ?x { ?x ?p '''FROM 'x' SERVICE'''@en-GB , \"\"\"a \"quoted\" LOAD\"\"\", '', \"\" }",
    "SELECT ?x { ?x ?p ?o # SERVICE <http://e.org/> { }\n }",
    "SELECT ?service ?from { ?service aei:service ?from ; aei:from <http://e.org/SERVICE#service> }",
    "PREFIX ex: <http://service.example/service#> SELECT ?x { ?x ex:load/ex:from+ ?y }",
    "SELECT ?x { ?x ?p ?o FILTER(?o < 3 && ?o > 1 || ?o <= ?p) }",
    "SELECT ?x { ?x <http://e.org/a_(b)>/<http://e.org/b#c>+ ?y . ?y !(^<urn:a>|<urn:b>)? ?z }",
    "SELECT ?x { ?x ?p 'it\\'s' , 'a\\\\' FILTER(?x<?p) }",
    'SELECT ?x { ?x ?p "\\u0053ERVICE" }',
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_the_same_words_where_they_mean_nothing_are_let_through(dataset, text):
    assert query.run(dataset, text).columns


def test_the_engine_would_open_the_network():
    """Why the words are refused: if the engine ever refuses them itself, `sparql.py` can go."""
    with pytest.raises(OSError, match=r".+"):
        list(ox.Store().query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"))


def test_queries_lie_where_the_settings_say():
    assert len(list(settings.QUERIES.glob("*.rq"))) >= 14
