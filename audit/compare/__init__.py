"""Two states of a model beside each other: pure functions of what was collected and judged."""
