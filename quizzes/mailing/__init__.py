"""Mails: plain text, sent by the worker once each, and nothing that phishing could copy."""
