"""What came of a group's assignments, for whoever leads it: pages, sheets, the record for auditors."""
