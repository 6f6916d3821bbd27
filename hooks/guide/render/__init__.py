"""Pages as HTML, on the screen and on paper.

site       all that pages are rendered from, and the page at hand
elements   small helpers for the element tree that Python-Markdown renders
markup     the Markdown extension: formulas, figures, code, listings, questions
code       a code block in its frame
tables     which tables are too wide for paper
topic      a topic's page, question by question
listings   the lists made from the bank
paper      what stands on paper only
"""
