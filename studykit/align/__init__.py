"""Bullets and transcript in, evidence out: which words support a bullet, when they were said, how sure we are."""
