"""The embedded corpus: a small grammar of English, and its ground truth."""
