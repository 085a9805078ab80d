"""Study sheets and cut-out cards as PDF."""
