"""Marking the words of the law book, which are said elsewhere, so that the phrase books find them."""


def N_(message_id: str) -> str:  # noqa: N802 - gettext's own name, known to every extractor
    """Mark English source text with `{named}` places as a message id; it stays what it is."""
    return message_id


def P_(one: str, many: str) -> str:  # noqa: N802, ARG001 - gettext's style; `many` is for the extractor
    """Mark a message with plural forms; its id is the singular, its parameter `count` chooses the form."""
    return one
