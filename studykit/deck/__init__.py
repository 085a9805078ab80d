"""Notes to and from deck files; regeneration that never loses a person's edits."""
