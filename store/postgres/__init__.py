"""The embedded PostgreSQL: a server of our own for development, tests and the demo.

Binaries come from the wheel of the extra ``comptoir[embedded]``; the supervision is ours. Whoever needs
the server holds a lease on it. The first lease starts it, the end of the last one stops it, and because
leases are locks of the kernel, a killed process counts as gone.
"""

from store.postgres.errors import EmbeddedPostgresError
from store.postgres.lease import running

__all__ = ["EmbeddedPostgresError", "running"]
