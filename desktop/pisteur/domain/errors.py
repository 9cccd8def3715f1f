"""The kinds of error that a person is told about; all else is a bug."""

from __future__ import annotations


class PisteurError(Exception):
    """An error with a code and parameters; `pisteur.error_texts` makes the sentence.

    Attributes:
        code: stable key of the sentence.
        field: name of the input at fault, or None when it is not about one input.
        params: values for the sentence's placeholders.
    """

    def __init__(self, code: str, *, field: str | None = None, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.params = params


class DomainError(PisteurError):
    """The user can mend it: wrong or missing input, a rule of selling not met."""


class StorageError(PisteurError):
    """The disk, a lock or the file itself: what happened, what is safe, what to do.

    Attributes:
        touched: what may have changed all the same (a `ChangeSet`), to be read again; or None.
    """

    touched: object = None


class FaultError(PisteurError):
    """A bug, reported already: what waits for an answer goes on, with its input kept.

    Args:
        done: the change is on disk; what came after it failed.
    """

    def __init__(self, *, done: bool = False) -> None:
        if done:
            super().__init__("program.fault_after")
        else:
            super().__init__("program.fault")


class OvertakenError(Exception):
    """A reading was given up, for its result is no longer wanted: told to nobody."""
