"""How content comes in: an editor's article, and what is shipped with the project."""
