"""Texts and notebooks read: what a file says, with the line on which it says it.

characters   characters that are never meant; the lines of a file
metadata     YAML with line numbers, checked against a table of fields
fences       fenced code blocks and what they say of themselves
maths        formulas: found in a text, rendered by KaTeX
text         Markdown as plain words, and how long they take to say
parse        the text of a page -> Page of Questions, and every problem in it
notebooks    the text of a notebook -> the Page it is shown as, and every problem in it
"""
