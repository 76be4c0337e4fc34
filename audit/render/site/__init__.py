"""A static site of many assessments: a page per model, framework, license and kind of conflict."""
