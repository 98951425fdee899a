"""The editor's review: what a run brought and why not more, candidates one by one, decisions as data."""
