"""GitHub-flavoured Markdown: for a comment on a pull request, a job summary, a policy brief."""
