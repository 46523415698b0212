"""Readings in a database: SQLite in a file, or PostgreSQL for teams.

    from detente.archive.opening import open_archive
    from detente.archive.store import add

The way of one reading: ``store.add`` -> ``copies`` (is it in the archive under
another publisher?) -> ``rows`` (what is indexed of it) -> ``tables``. The truth
is the reading itself, kept whole as one JSON document (``documents``); the
tables of events, dyads and matters are drawn from it to be searched, and
people's judgements stand beside them (``judgements``). ``queries`` reads.
"""
