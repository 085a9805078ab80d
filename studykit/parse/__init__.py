"""Text in, model out: Markdown summaries, transcripts of all kinds, links and times."""
