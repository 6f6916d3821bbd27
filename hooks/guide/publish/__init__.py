"""The bank for other programs.

export   questions.json and schema.org's structured data
schema   the JSON Schema of questions.json
search   the documents of the search box
"""
