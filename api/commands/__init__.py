"""What the subcommands of ``comptoir`` do; api/cli.py says how they are called."""
