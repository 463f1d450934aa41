"""Orders: from the agreement to the return."""
