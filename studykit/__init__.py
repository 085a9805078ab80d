"""Flashcards with evidence, made from the summary and the transcript of a talk."""

__version__ = "0.1.0"
