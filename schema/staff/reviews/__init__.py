"""Reviews behind the counter: the queue, what is decided, and each region's policy."""
