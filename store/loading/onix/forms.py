"""What kind of good a record is, and in which form: product forms (list 150), contents (list 81)."""

from store.loading.onix.blocks import BadRecord, Block

KINDS = {
    "B": "BOOK", "S": "BOOK", "C": "MAP", "CE": "OTHER", "V": "VIDEO_DISC", "ZE": "GAME",
    "ZJ": "GAME", "ZG": "ELECTRONICS", "ZI": "ELECTRONICS", "ZH": "ELECTRONICS", "ZF": "CLOTHING",
    "PF": "DIARY", "PI": "SHEET_MUSIC", "DE": "GAME", "D": "SOFTWARE", "L": "SOFTWARE",
    "SG": "EBOOK",
}  # fmt: skip
"""The law book's kinds by how a form begins, where the content doesn't decide; others are OTHER."""

AUDIOBOOK = frozenset({"01", "02", "13", "52", "53"})
MUSIC, MUSICAL_NOTATION, GAME, SOFTWARE, MAPS = "03", "11", "05", "08", "12"
VIDEO = frozenset({"06", "26", "27", "28", "50"})
STREAMED_AUDIO = frozenset({"AJ", "AN", "AO"})

FORMATS = {
    "BB": "hardcover", "BG": "hardcover", "BC": "paperback", "AC": "audio_cd", "AE": "audio_cd",
}  # fmt: skip
FORMATS_OF_KINDS = {
    "EBOOK": "ebook", "AUDIOBOOK_DOWNLOAD": "audiobook", "SHEET_MUSIC": "score", "MAP": "map",
}  # fmt: skip


def read_kind(descriptive: Block) -> str:
    """The law book's kind of the product, on which price laws and taxes depend."""
    form = descriptive.need("ProductForm")
    if form == "00" or form.startswith("X"):
        raise BadRecord(
            "NOT_FOR_SALE", descriptive.at("ProductForm"), f"{form} isn't a form that shoppers buy"
        )
    content = descriptive.text("PrimaryContentType") or next(
        iter(descriptive.texts("ProductContentType")), ""
    )
    if form[0] == "E":
        return _download(content)
    if form[0] == "A":
        if content == MUSIC:
            return "MUSIC_DISC"
        return "AUDIOBOOK_DOWNLOAD" if form in STREAMED_AUDIO else "AUDIOBOOK_DISC"
    if form[0] in "BP" and content == MUSICAL_NOTATION:
        return "SHEET_MUSIC"
    if form[0] == "D" and content == GAME:
        return "GAME"
    return KINDS.get(form) or KINDS.get(form[0]) or "OTHER"


def _download(content: str) -> str:
    if content in AUDIOBOOK:
        return "AUDIOBOOK_DOWNLOAD"
    if content in VIDEO:
        return "VIDEO_DOWNLOAD"
    return {GAME: "GAME", SOFTWARE: "SOFTWARE"}.get(content, "EBOOK")


def read_format(descriptive: Block, kind: str) -> str | None:
    """The shop's name of the form, None for forms that it has no name for."""
    return FORMATS_OF_KINDS.get(kind) or FORMATS.get(descriptive.need("ProductForm"))
