"""Real English text for training: what there is, how it is got and cleaned."""
