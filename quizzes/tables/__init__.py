"""Tables of people and results as files: read from whatever program wrote them, written so that no cell is a formula."""
