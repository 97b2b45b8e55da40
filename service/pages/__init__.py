"""Server-rendered pages of the workbench, their templates, styles and scripts."""
