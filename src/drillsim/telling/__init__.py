"""How things are told: the words that every face shares, in English and Japanese.

1. What is written down and what has happened is told in one vocabulary, whoever shows it.
2. Here is said what a thing is called and how a sentence reads; where it stands on a screen is the face's affair.
"""
