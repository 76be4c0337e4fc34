"""Assessment -> text. Pure: the same assessment gives the same bytes."""
