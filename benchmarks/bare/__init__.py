"""The yardstick: the smallest Django app that reads, writes and renders on every request."""
