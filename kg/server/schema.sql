-- What the explorer asks of: things, their names, and the links between them. Made from the store when the server starts.

CREATE TABLE thing (
  id INTEGER PRIMARY KEY,
  iri TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,          -- Actor, Event, Initiative, Place, Issue
  type TEXT NOT NULL,          -- class of an actor, type of an event, else the kind
  label TEXT NOT NULL,
  factuality TEXT NOT NULL,
  status TEXT NOT NULL,
  confidence REAL,
  time TEXT NOT NULL,
  earliest TEXT NOT NULL,      -- ISO dates, '' where there is none
  latest TEXT NOT NULL,
  ties INTEGER NOT NULL        -- how many links it has
);
CREATE TABLE link (
  source INTEGER NOT NULL,
  target INTEGER NOT NULL,
  predicate TEXT NOT NULL,
  statement TEXT NOT NULL,     -- IRI of the event or claim
  factuality TEXT NOT NULL,
  confidence REAL
);
CREATE VIRTUAL TABLE naming USING fts5(name, thing UNINDEXED, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
