"""Anki packages out and in."""
