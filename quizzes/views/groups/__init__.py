"""The pages of groups: of whoever leads one, of whoever belongs to one, of whoever comes in."""
