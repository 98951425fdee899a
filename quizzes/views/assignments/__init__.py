"""What whoever leads a group assigns, and who has done it."""
