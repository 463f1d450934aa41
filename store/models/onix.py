"""What publishers sent, kept so that a later message may replace a block of it."""

from tortoise import fields
from tortoise.models import Model

REFERENCE_LENGTH = 100
"""The longest `RecordReference` of the standard (P.1.1)."""


class OnixRecord(Model):
    """The newest state of a record, with reference names, and what its message's header said for it."""

    reference = fields.CharField(max_length=REFERENCE_LENGTH, primary_key=True)
    record = fields.TextField()
    language = fields.TextField(null=True)
    """Of texts, where the record is silent."""
    currency = fields.TextField(null=True)
    price_type = fields.TextField(null=True)
    received_at = fields.DatetimeField()

    class Meta:
        table = "onix_records"
