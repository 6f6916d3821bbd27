"""Texts and notebooks read: what a file says, with the line on which it says it.

files        what stands in a folder, and the text of a file
nodes        a YAML or JSON text as nodes with their lines
settings     mkdocs.yml: which pages are in the navigation, and which on the site
places       JSON, and the line on which each of its values stands
records      JSON that a program wrote, held against its shape
characters   characters that are never meant; the lines of a file
metadata     YAML with line numbers, checked against a table of fields
text         Markdown as plain words: how long they take to say, and how to quote them
superfences  code blocks as the extension that renders them finds them
fences       the same with what they say of themselves, and those that are not closed
body         a page's lines, the code blocks in them, and what goes to Markdown
tree         a page as Python-Markdown reads it: its texts, each with its lines
typed        marks that it leaves in a text, which are shown as they were typed
markdown     what else it reads otherwise than it was meant
layout       lines that become something else because of where they stand
ids          ids that a page gives twice
maths        formulas, rendered by KaTeX
parse        the text of a page -> Page of Questions, and every problem in it
notebooks    the text of a notebook -> the Page it is shown as, and every problem in it
"""
