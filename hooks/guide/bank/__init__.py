"""What the sources say together: one Bank of questions, and every problem found on the way.

sources      a project's folder -> the texts of what is on the site
vocabulary   concepts.yml -> Vocabulary; where its terms are mentioned
runs         runs.json and the lock files -> what has run, with which versions
check        the rules that need more than one page, or what no page says of itself
names        what a question is found by, and whether it treats that
bank         all of the above -> Bank, and every problem, sorted
links        from one question to others: related, asked after, previous, next
"""
