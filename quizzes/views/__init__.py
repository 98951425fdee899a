"""The learner's pages: fetch from the person, one verb, render or redirect."""
