"""One module per language of the bullets, behind one protocol."""
