"""A review session as a pure state machine, the judge of typed answers, and statistics."""
