//! Meta's words: webhook payloads, signature, Graph client, error classes. No database; publishable alone.
