"""The pages in a real Chromium: what a reader sees, does and prints."""
