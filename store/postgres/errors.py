"""What goes wrong with the embedded server."""


class EmbeddedPostgresError(Exception):
    """The embedded server can't be used; the message is a sentence that says why and what to do."""
