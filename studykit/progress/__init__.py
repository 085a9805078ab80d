"""The review history in one SQLite file: an append-only log, and card states that can be rebuilt from it."""
