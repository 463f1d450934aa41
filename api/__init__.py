"""The door: HTTP in, HTTP out, and the one place where the rooms are wired together."""
