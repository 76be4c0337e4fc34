"""The smallest patch that a publisher could merge: an inventory in, changed files out."""
