"""How days, times and numbers are written, by language; Django knows most, and what stands here goes first."""
