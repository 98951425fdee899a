"""What a learner comes back for: the practice that is due, and the proof of a passed quiz."""
