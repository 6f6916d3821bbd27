"""The core of Dry Run: Markdown in, questions, problems, links and HTML out.

It never imports MkDocs, so a test, `python -m guide check docs` or another site engine can call
it. Data passes forward only, one module a step:

    metadata, fences, maths   what a page is made of; characters: what it is not
    parse                     page text -> Page of Questions, with line numbers
    vocabulary                concepts.yml -> Vocabulary
    runs                      runs.json and the lock file -> what has run, with which versions
    bank                      all of the above -> Bank, and every problem found
    check                     the rules that need the whole bank
    links                     related questions, back-links, previous and next
    edition                   all that pages are rendered from
    markup, code, topic       a page -> HTML: formulas, figures, code, questions
    listings, paper           the lists made from the bank, on the screen and on paper only
    export                    questions.json, structured data
"""
