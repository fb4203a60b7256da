"""The form: the questions of a folder as data for a page, and the file that the page exports."""
