"""The core of Dry Run: Markdown in, questions, problems, links and HTML out.

It never imports MkDocs, so a test, `python -m guide check docs` or another site engine can call
it. Data passes forward only, one folder a stage; a stage imports those before it, never those
behind it (import-linter holds that, in pyproject.toml):

    model      what a guide is made of, as plain values; every stage uses it
    shape      the blocks and the metadata of a question: a table each, which all stages read
    source     texts and notebooks read, with line numbers
    bank       all sources together: questions, vocabulary, what has run, every problem
    render     pages as HTML, on the screen and on paper
    publish    the same for other programs: questions.json, search documents
"""
