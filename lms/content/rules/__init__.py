"""The rules of the content, a file for each part of it; `lms.content.lint` runs them all."""
