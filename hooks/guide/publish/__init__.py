"""The bank for other programs.

export   questions.json and schema.org's structured data
search   the documents of the search box
"""
