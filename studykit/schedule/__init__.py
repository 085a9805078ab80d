"""When a card is due: FSRS behind one function, study days, the queue and its limits."""
