"""Everything that `kg` raises on purpose.

KgError
  ├── ReadError        a source can't be read as text; names the path and the cause
  ├── LexiconError     a data file is malformed; names the file and the entry
  ├── PluginError      an extractor, reader or exporter can't be found; lists the known names
  ├── GraphError       a dataset or store is missing or damaged; names the path
  └── QueryError       a query is unknown or malformed; names it and what was expected
"""


class KgError(Exception):
    """Base of all errors raised by this library. The message is fit to show a user."""


class ReadError(KgError):
    pass


class LexiconError(KgError):
    pass


class PluginError(KgError):
    pass


class GraphError(KgError):
    pass


class QueryError(KgError):
    pass
