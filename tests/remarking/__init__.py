"""Reports, re-marking and what learners see of it."""
