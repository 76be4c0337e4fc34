"""The brief for policy review: how many models meet what, why not, who disagrees, and letters."""
