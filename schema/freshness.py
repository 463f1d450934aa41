"""For how long an answer may be kept by others, in seconds.

Our own cache hears of every change; browsers and networks of caches in between hear of none, so what they are
told is short. Types without a hint (quotes, and later carts and orders) make an operation private.
"""

PUBLIC = 60
"""Everything that is the same for all who ask in the same context."""
