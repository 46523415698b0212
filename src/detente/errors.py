"""The tree of errors. Every error of ours says what, where, and what to do.

    DetenteError
    ├── UsageError            a command's arguments or a setting can't be used
    ├── IntakeError           a source can't be turned into an article
    │   ├── SourceNotFound    no such file, folder or page
    │   ├── UnreadableSource  it is there, but is no text that we can read
    │   └── FetchError        a page could not be fetched
    ├── OntologyError         a code or name that the ontology does not know
    ├── ReaderError           the reader's weights are missing or damaged
    ├── GoldError             a gold file for evaluation is malformed
    └── ArchiveError          an archive can't be opened, read or written

A bad article never raises out of a run: it becomes a rejected record (see
``records.Rejection``) that carries the message of one of these.
"""


class DetenteError(Exception):
    """Base of all errors that Détente raises on purpose.

    Example:
        >>> str(DetenteError("no such state: XXY"))
        'no such state: XXY'
    """


class UsageError(DetenteError):
    """A command's arguments or a setting can't be used."""


class IntakeError(DetenteError):
    """A source can't be turned into an article."""


class SourceNotFound(IntakeError):
    """No such file, folder or page."""


class UnreadableSource(IntakeError):
    """The source is there, but it is no text that can be read."""


class FetchError(IntakeError):
    """A page could not be fetched."""


class OntologyError(DetenteError):
    """A code or name that the ontology does not know."""


class ReaderError(DetenteError):
    """The reader's weights are missing or damaged."""


class GoldError(DetenteError):
    """A gold file for evaluation is malformed."""


class ArchiveError(DetenteError):
    """An archive can't be opened, read or written."""
