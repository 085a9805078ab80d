"""Bullets and evidence in, notes out: cloze and Q&A cards that a careful reader would keep, or a reason for none."""
