"""Facts -> inventory: one row per component, the terms that hold for it, what contradicts what."""
