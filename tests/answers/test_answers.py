"""Answers: a table of pairs with the verdict a careful teacher would give, then properties on any text."""

from __future__ import annotations

import json
import threading
import time
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reasoning_data.schema import ANSWER_KINDS
from tunix_reasoning.answers import extract_answer, same_answer
from tunix_reasoning.answers.expressions import PRIME, fingerprint

GSM8K = Path(__file__).parents[2] / "benchmarks/data/gsm8k_sample.jsonl"

# Right in the strict sense, hence also in the lenient one: (candidate, gold, kind).
SAME = [
    # Numbers: notation
    ("36", "36", "number"),  # itself
    ("36", "36", None),  # a number is recognised
    (" \n36\n ", "36", "number"),  # white space around it
    ("36.", "36", "number"),  # a full stop
    ("36.0", "36", "number"),  # decimals that are zero
    ("36.00", "36", None),  # and more of them
    ("+36", "36", "number"),  # a plus sign
    ("036", "36", "number"),  # a leading zero
    (".5", "0.5", "number"),  # no leading zero
    ("0.50", ".5", "number"),  # and the other way round
    ("-5", "-5.0", "number"),  # negative
    ("−5", "-5", "number"),  # Unicode minus
    ("–5", "-5", "number"),  # en dash as a minus
    ("- 5", "-5", "number"),  # a space after the sign
    ("minus 5", "-5", "number"),  # the sign spelled out
    ("negative 5", "-5", None),  # American for the same
    ("-0", "0", "number"),  # negative zero
    ("３６", "36", "number"),  # full-width digits
    ("٣٦", "36", "number"),  # Arabic-Indic digits
    ("3\u200b6", "36", "number"),  # a zero-width space inside
    ("\ufeff36", "36", "number"),  # a byte order mark
    ("36\u00a0", "36", "number"),  # a no-break space
    ("(36)", "36", "number"),  # brackets around it
    ("**36**", "36", "number"),  # Markdown
    ("`36`", "36", "number"),  # code marks
    ('"36"', "36", "number"),  # quoted
    ("thirty-six", "36", "number"),  # spelled out
    ("Thirty six", "36", "number"),  # with a space and a capital
    ("seven", "7", "number"),  # a small one
    ("Zero", "0", None),  # the smallest
    ("1.2e3", "1200", "number"),  # scientific
    ("1.2 × 10^3", "1200", "number"),  # scientific, as printed
    ("1.2 × 10³", "1200", "number"),  # with a raised exponent
    (r"1.2 \times 10^{3}", "1200", "number"),  # in TeX
    ("5e-3", "0.005", "number"),  # a negative exponent
    ("2.5 million", "2,500,000", "number"),  # a word for the size
    ("two hundred", "200", "number"),  # all in words
    # Thousands
    ("1,200", "1200", "number"),  # English
    ("1200", "1,200", "number"),  # the gold answer in English
    ("1 200", "1200", "number"),  # French, Swedish
    ("1\u202f200", "1200", "number"),  # with a narrow no-break space
    ("1_200", "1200", "number"),  # programmers'
    ("1'200", "1200", "number"),  # Swiss
    ("1’200", "1200", "number"),  # Swiss, typographic
    ("1.200,50", "1200.5", "number"),  # German
    ("1 200,50", "1200.5", "number"),  # French with decimals
    ("1.234.567", "1234567", "number"),  # German, no decimals
    ("1,234,567.89", "1234567.89", "number"),  # English with decimals
    ("12,34,567", "1234567", "number"),  # Indian
    ("$1{,}200$", "1200", "number"),  # TeX
    ("70,000", "70000", "number"),  # a GSM8K answer
    # Fractions and mixed numbers
    ("3/4", "0.75", "number"),  # a fraction for a decimal
    ("0.75", "3/4", "number"),  # and the other way round
    ("6/8", "3/4", None),  # not in lowest terms, and nobody asks
    ("3 / 4", "3/4", "number"),  # spaces
    ("¾", "3/4", "number"),  # one character
    ("½", "0.5", None),  # one character, gold a decimal
    ("3⁄4", "3/4", "number"),  # the fraction slash
    ("-3/4", "-0.75", "number"),  # negative
    (r"\frac{3}{4}", "3/4", "number"),  # TeX
    (r"\dfrac{3}{4}", "3/4", "number"),  # displayed
    (r"\frac34", "3/4", "number"),  # without braces
    (r"-\frac{3}{4}", "-3/4", "number"),  # negative TeX
    ("2 1/2", "2.5", "number"),  # mixed
    ("2½", "2.5", "number"),  # mixed, one character
    ("2 and 1/2", "5/2", "number"),  # mixed, as one says it
    (r"2\frac{1}{2}", "5/2", "number"),  # mixed TeX
    ("-2 1/2", "-2.5", "number"),  # the sign is for all of it
    ("36/1", "36", "number"),  # over one
    # Percentages
    ("15%", "15%", "number"),  # itself
    ("15 %", "15%", "number"),  # a space
    ("15 percent", "15%", "number"),  # a word
    ("15 per cent", "15%", "number"),  # two words
    (r"15\%", "15%", "number"),  # TeX
    ("0.15", "15%", "number"),  # the value
    ("15%", "0.15", "number"),  # the value, the other way round
    ("28%", "28", "number"),  # the gold number is the number of percent
    ("28%", "28", None),  # as in GSM8K
    ("28", "28%", "number"),  # asked "what percentage": 28
    ("75%", "3/4", "number"),  # a fraction
    ("12.5%", "1/8", "number"),  # with decimals
    ("15% of the students", "15%", "number"),  # of what
    # Currencies
    ("$36", "36", "number"),  # a dollar sign where the gold answer has none
    ("$36", "36", None),  # likewise
    ("36", "$36", "number"),  # and the other way round: notation
    ("$36.00", "$36", "number"),  # cents that are zero
    ("$1,200.00", "1200", "number"),  # as models write it
    (r"\$36", "$36", "number"),  # TeX or Markdown escape
    ("$36$", "36", "number"),  # mathematics mode, not money
    (r"$\$36$", "36", "number"),  # money in mathematics mode
    ("36 dollars", "$36", "number"),  # a word
    ("36 USD", "$36", "number"),  # a code
    ("US$36", "$36", "number"),  # which dollars
    ("$36 dollars", "$36", "number"),  # said twice
    ("36$", "$36", "number"),  # after the number
    ("-$5", "-5", "number"),  # a debt
    ("$-5", "-5", "number"),  # a debt, sign inside
    ("500 cents", "$5", "number"),  # converted
    ("$0.50", "50 cents", "quantity"),  # the other way round
    ("$3 and 50 cents", "$3.50", "number"),  # both
    ("1.200,50 €", "€1,200.50", "number"),  # two conventions
    ("€5", "5 euros", "number"),  # sign and word
    ("£5", "5 GBP", "quantity"),  # sign and code
    ("$12 each", "$12", "number"),  # a harmless word after it
    # A noun or unit where the gold answer has none
    ("36 apples", "36", "number"),  # what is counted
    ("36 red apples", "36", "number"),  # with an adjective
    ("36 apples in total", "36", "number"),  # with a filler
    ("36 apples", "36", None),  # as in GSM8K
    ("36 miles per hour", "36", "number"),  # a compound unit
    ("36 cm", "36", "number"),  # a unit
    ("36 more apples", "36", "number"),  # a comparison that keeps the number
    ("36apples", "36", "number"),  # no space
    ("36 (apples)", "36", "number"),  # in brackets
    ("36 eggs/day", "36", "number"),  # a rate of something counted
    ("$36/hour", "36", "number"),  # a wage
    ("36 sq. ft.", "36 square feet", "quantity"),  # abbreviations with full stops
    ("36 years old", "36", "number"),  # an age
    ("10 p.m.", "10", "number"),  # an hour
    ("36,", "36", "number"),  # a comma left over
    ("3rd", "3", "number"),  # an ordinal
    ("36", "36 apples", "number"),  # the noun left out
    ("36", "36 apples", None),  # likewise
    ("36 apple", "36 apples", "number"),  # singular
    ("2 boxes", "2 box", "number"),  # plural in -es
    ("36 red apples", "36 apples", "number"),  # one word in common is enough
    # Equations
    ("x = 36", "36", "number"),  # the unknown named
    ("x=36", "36", "number"),  # no spaces
    ("36 = x", "36", "number"),  # the other way round
    ("$x = 36$", "36", None),  # in mathematics mode
    ("x_1 = 36", "36", "number"),  # an index
    ("f(3) = 10", "10", "number"),  # a value of a function
    ("36", "x = 36", "number"),  # gold names it
    ("x = 7", "x = 7.0", None),  # both do
    ("Total = $36", "36", "number"),  # a word for the unknown
    ("total cost = 36", "36", "number"),  # two words
    ("12 + 24 = 36", "36", "number"),  # an equation that holds
    ("x = 12 + 24 = 36", "36", "number"),  # a chain that holds
    ("$12 + $24 = $36", "36", "number"),  # with dollar signs
    ("3 × 12 = 36", "36", "number"),  # a product
    ("3 x 12 = 36", "36", "number"),  # a product, typed
    ("18 eggs x $2 = $36", "36", "number"),  # with what is counted
    ("18 eggs * 2 dollars = 36 dollars", "36", "number"),  # with units
    ("15% of 240 = 36", "36", "number"),  # a percentage
    ("= 36", "36", "number"),  # the end of one
    # A label in front
    ("The answer is 36", "36", "number"),  # a sentence
    ("The answer is 36.", "36", None),  # with a full stop
    ("The final answer is $36.", "36", "number"),  # money
    ("Answer: 36", "36", "number"),  # a label
    ("**Answer:** 36", "36", "number"),  # a bold label
    ("The answer is 3, 5, 8", "3, 5, 8", "list"),  # a sentence with a list
    ("The answer is no.", "No", "boolean"),  # a sentence
    ("The answer is B", "B", "choice"),  # a sentence
    ("The correct answer is (B) Paris.", "B", "choice"),  # with its text
    ("The answer is Paris.", "Paris", "text"),  # a name
    ("The answer is 3x^2 + 2", "2 + 3x^2", "expression"),  # a formula in a sentence
    ("The result is x/2", "0.5x", "expression"),  # another word for it
    ("**Answer: 36**", "36", "number"),  # bold all over
    ("Final Answer: 36", "36", None),  # as many models end
    ("So the answer is 36.", "36", "number"),  # with a conclusion
    ("#### 36", "36", "number"),  # GSM8K's mark
    ("Total: $36", "36", "number"),  # a sum
    ("a total of 36 apples", "36", "number"),  # in words
    ("exactly 36", "36", "number"),  # no estimate
    ("Mary's age = 36", "36", "number"),  # an unknown with an apostrophe
    ("[36]", "36", "number"),  # a list of one
    # Spoken numbers, and words that look like operations
    ("negative thirty-six", "-36", "number"),  # a sign in words
    ("half", "1/2", "number"),  # one word
    ("one-half", "0.5", "number"),  # two
    ("half an hour", "0.5", "number"),  # of a unit
    ("one and a half hours", "1.5", "number"),  # mixed
    ("2 and a half", "2.5", "number"),  # mixed, with a digit
    ("three-quarters", "3/4", "number"),  # a fraction
    ("two thirds", "2/3", "number"),  # another
    ("a quarter", "0.25", "number"),  # another
    ("a thousand dollars", "1000", "number"),  # an article for one
    ("5 times", "5", "number"),  # how often
    ("3 times a week", "3", "number"),  # how often
    ("5 times more", "5", "number"),  # a comparison
    ("4 less", "4", "number"),  # a difference
    ("8 cookies left over", "8", "number"),  # a rest
    ("100%", "1", "number"),  # certain
    # TeX wrappers
    (r"\boxed{36}", "36", "number"),  # boxed
    (r"$\boxed{36}$", "36", None),  # boxed in mathematics mode
    (r"\(36\)", "36", "number"),  # inline mathematics
    (r"\[36\]", "36", "number"),  # displayed mathematics
    (r"\boxed{\frac{1}{2}}", "1/2", "number"),  # nested
    (r"36\text{ cm}", "36 cm", "quantity"),  # text in mathematics
    (r"36\,\mathrm{cm}", "36 cm", "quantity"),  # roman letters and a thin space
    (r"\text{36}", "36", "number"),  # text only
    (r"90^\circ", "90°", "quantity"),  # degrees
    (r"90^{\circ}", "90 degrees", "quantity"),  # degrees in braces
    # Quantities
    ("12 cm", "12 cm", "quantity"),  # itself
    ("12cm", "12 cm", "quantity"),  # no space
    ("12 centimetres", "12 cm", "quantity"),  # a word
    ("12 centimeters", "12 cm", None),  # American
    ("120 cm", "1.2 m", "quantity"),  # converted
    ("1.2 m", "120 cm", None),  # the other way round
    ("1/2 km", "500 m", "quantity"),  # a fraction
    ("1,500 g", "1.5 kg", "quantity"),  # mass
    ("1.5 Kg", "1.5 kg", "quantity"),  # a sloppy capital
    ("90 minutes", "1.5 hours", "quantity"),  # time
    ("1 hour 30 minutes", "90 minutes", "quantity"),  # two units
    ("1 h 30 min", "1.5 h", "quantity"),  # two symbols
    ("1 hour and 30 minutes", "90 min", "quantity"),  # with and
    ("5 feet 10 inches", "70 inches", "quantity"),  # feet
    ("2 weeks", "14 days", "quantity"),  # calendar
    ("1 year", "12 months", "quantity"),  # months are not days
    ("36 km/h", "10 m/s", "quantity"),  # a quotient
    ("60 miles per hour", "60 mph", "quantity"),  # an abbreviation
    ("9.8 m/s²", "9.8 m/s^2", "quantity"),  # a raised exponent
    (r"9.8\ \text{m/s}^2", "9.8 m/s^2", "quantity"),  # TeX
    ("20 square metres", "20 m^2", "quantity"),  # words for the exponent
    ("20 m²", "200000 cm^2", "quantity"),  # areas convert by the square
    ("20 sq cm", "20 cm²", "quantity"),  # abbreviated
    ("1 litre", "1000 mL", "quantity"),  # volume
    ("1 L", "1000 cubic centimeters", "quantity"),  # volume and length
    ("5 N", "5 kg m/s^2", "quantity"),  # a derived unit
    ("2 kJ", "2000 J", "quantity"),  # a prefix
    ("1.5 hL", "150 litres", "quantity"),  # a rare prefix
    ("1 kWh", "3.6 MJ", "quantity"),  # energy
    ("12 V", "12 volts", "quantity"),  # volts
    ("4 Ω", "4 ohms", "quantity"),  # ohms
    ("18 g/mol", "18 grams per mole", "quantity"),  # molar mass
    ("20 °C", "20°C", "quantity"),  # a space
    ("20 degrees Celsius", "20 °C", "quantity"),  # words
    ("212 °F", "100 °C", "quantity"),  # a shifted zero
    ("12 cm long", "12 cm", "quantity"),  # a harmless word
    ("12 m", "12 m", "number"),  # declared a number, unit and all
    ("12", "12 m", "number"),  # there the unit is no part of the answer
    ("9 chickens and 10 rabbits", "9 chickens and 10 rabbits", None),  # two counted things
    ("9 chickens, 10 rabbits", "9 chickens and 10 rabbits", None),  # otherwise joined
    ("10 rabbits and 9 chickens", "9 chickens and 10 rabbits", None),  # the nouns tell which is which
    # Times and dates
    ("14:30", "14:30", "time"),  # itself
    ("2:30 pm", "14:30", "time"),  # twelve hours for twenty-four
    ("2:30 p.m.", "2:30 pm", "time"),  # full stops
    ("2:30PM", "2:30 pm", "time"),  # capitals
    ("14:30", "2:30 pm", None),  # a time is recognised
    ("2.30 pm", "2:30 pm", "time"),  # British
    ("14h30", "14:30", "time"),  # French
    ("2 pm", "2:00 pm", "time"),  # a full hour
    ("2 o'clock", "2:00", "time"),  # in words
    ("noon", "12:00 pm", "time"),  # a name
    ("12:00 am", "midnight", "time"),  # the other one
    ("2:30 pm", "2:30", "time"),  # the half of the day left open, and added
    ("14:30:00", "14:30", "time"),  # seconds that are zero
    ("02:30", "2:30 am", "time"),  # a zero in front is the morning
    ("March 3, 2024", "March 3, 2024", "date"),  # itself
    ("3 March 2024", "March 3, 2024", "date"),  # British
    ("Mar. 3rd, 2024", "March 3, 2024", "date"),  # abbreviated
    ("2024-03-03", "March 3, 2024", "date"),  # ISO
    ("the 3rd of March, 2024", "March 3, 2024", "date"),  # as one says it
    ("Sunday, March 3, 2024", "March 3, 2024", "date"),  # with the right weekday
    ("13/4/2024", "April 13, 2024", "date"),  # only one reading is possible
    ("4/13/2024", "April 13, 2024", None),  # American
    ("March 3, 2024", "March 3", "date"),  # the year left open, and added
    # Ratios
    ("3:4", "3:4", "ratio"),  # itself
    ("3 : 4", "3:4", "ratio"),  # spaces
    ("3 to 4", "3:4", "ratio"),  # a word
    ("6:8", "3:4", None),  # not in lowest terms, and nobody asks
    ("3/4", "3:4", "ratio"),  # as a fraction
    ("2:3:5", "4:6:10", "ratio"),  # three parts
    ("3∶4", "3:4", None),  # the ratio character
    ("1.5:2", "3:4", None),  # decimals
    # Lists and sets
    ("3, 5, 8", "3, 5, 8", "list"),  # itself
    ("[3, 5, 8]", "3, 5, 8", "list"),  # brackets
    ("3,5,8", "3, 5, 8", None),  # no spaces, and recognised
    ("3; 5; 8", "3, 5, 8", "list"),  # semicolons
    ("3, 5 and 8", "3, 5, 8", "list"),  # and
    ("3, 5, and 8", "3, 5, 8", "list"),  # the Oxford comma
    ("3 5 8", "3, 5, 8", "list"),  # only spaces
    ("3.0, 5, 16/2", "3, 5, 8", "list"),  # items in their own notation
    ("1,200, 3,400", "1200, 3400", "list"),  # thousands within a list
    ("100,200", "100, 200", "list"),  # no thousands within a list
    ("['a', 'b']", "a, b", "list"),  # quoted items
    ("Alice, Bob, Carol", "Alice, Bob, Carol", "list"),  # names
    ("Alice -> Bob -> Carol", "Alice, Bob, Carol", "list"),  # arrows
    ("Alice → Bob → Carol", "Alice, Bob, Carol", "list"),  # Unicode arrows
    ("Alice, Bob and Carol", "Alice, Bob, Carol", "list"),  # names with and
    ("Alice, then Bob, then Carol", "Alice, Bob, Carol", "list"),  # told in order
    ("(1, 2), (3, 4)", "(1, 2), (3, 4)", "list"),  # nested
    ("(2, 3)", "(2, 3)", None),  # a point
    (r"\left(2, 3\right)", "(2, 3)", None),  # a point in TeX
    ("$5, $7", "5, 7", "list"),  # currencies
    ("3, 2", "2, 3", "set"),  # order does not matter
    ("{3, 2}", "{2, 3}", None),  # a set is recognised
    (r"\{2, 3\}", "{2, 3}", None),  # in TeX
    ("x = 2 or x = 3", "2, 3", "set"),  # alternatives are what a set is
    ("x = 3 or x = 2", "x = 2 or x = 3", None),  # recognised
    ("x = 2, x = 3", "3, 2", "set"),  # commas
    ("2 and 3", "2, 3", "set"),  # and
    ("x = 2 or 3", "2, 3", "set"),  # the unknown once
    ("±3", "-3, 3", "set"),  # both signs
    (r"x = \pm 3", "3, -3", "set"),  # in TeX
    ("sqrt(2), -sqrt(2)", "-√2, √2", "set"),  # expressions
    ("x = 2, y = 3", "x = 2, y = 3", "list"),  # a system
    ("y = 3, x = 2", "x = 2, y = 3", "list"),  # labels give the order
    ("y = 3 and x = 2", "x = 2, y = 3", None),  # recognised
    # Booleans
    ("Yes", "yes", "boolean"),  # case
    ("yes.", "Yes", "boolean"),  # a full stop
    ("True", "yes", "boolean"),  # a synonym
    ("no", "False", "boolean"),  # the other one
    ("FALSE", "false", None),  # recognised
    # Choices
    ("B", "B", "choice"),  # itself
    ("b", "B", "choice"),  # case
    ("(B)", "B", "choice"),  # brackets
    ("B)", "B", None),  # one bracket, recognised
    ("B.", "B", "choice"),  # a full stop
    ("Option B", "B", "choice"),  # named
    ("B) Paris", "B", "choice"),  # with its text
    ("(B) Paris", "B", None),  # with its text, recognised
    ("B: Paris", "B", "choice"),  # a colon
    ("B", "B) Paris", "choice"),  # the gold answer has the text
    ("Paris", "B) Paris", "choice"),  # the text alone
    ("paris", "Paris", "choice"),  # the text, no letters
    ("B) Paris", "Paris", "choice"),  # the letter added
    (r"\boxed{B}", "B", "choice"),  # boxed
    (r"\text{(B)}", "B", "choice"),  # text in TeX
    ("B) 36.0", "B) 36", "choice"),  # the text has its own notation
    # Code output
    ("[1, 2, 3]", "[1, 2, 3]", "code"),  # itself
    ("```\n[1, 2, 3]\n```", "[1, 2, 3]", "code"),  # fenced
    ("```python\n3\n5\n```", "3\n5", "code"),  # fenced, two lines
    ("`True`", "True", "code"),  # code marks
    ("3  \n5\n", "3\n5", "code"),  # white space at the ends of lines
    ("3\r\n5", "3\n5", "code"),  # line ends
    # Expressions
    ("3x^2 + 2", "3x^2 + 2", "expression"),  # itself
    ("2 + 3x^2", "3x^2 + 2", "expression"),  # order of terms
    ("3*x**2+2", "3x^2 + 2", "expression"),  # as in Python
    ("3x² + 2", "3x^2 + 2", "expression"),  # a raised exponent
    ("y = 3x^2 + 2", "3x^2 + 2", "expression"),  # the left side named
    ("f(x) = 3x^2 + 2", "3x^2 + 2", "expression"),  # a function named
    ("3x^2 + 2", "y = 3x^2 + 2", "expression"),  # named by the gold answer
    ("(x+1)^2", "x^2 + 2x + 1", "expression"),  # factored
    ("(x+1)(x-1)", "x^2 - 1", None),  # recognised
    ("0.5x", "x/2", "expression"),  # decimals
    (r"\frac{x}{2}", "x/2", "expression"),  # TeX
    (r"\frac{x+1}{2}", "(x+1)/2", "expression"),  # TeX with a sum
    (r"\frac{\sqrt{2}}{2}", "1/sqrt(2)", None),  # a root below the line
    (r"2\sqrt{3}", "√12", "expression"),  # roots
    (r"\sqrt[3]{8}x", "2x", "expression"),  # a cube root
    ("2π", r"2\pi", "expression"),  # pi
    ("pi*r^2", r"\pi r^2", "expression"),  # a formula
    ("O(n log n)", "O(log n * n)", "expression"),  # complexity
    ("O(n²)", "O(n^2)", None),  # complexity, recognised
    ("x > 5", "5 < x", "expression"),  # an inequality turned round
    (r"x \ge 5", "x >= 5", "expression"),  # in TeX
    ("2^(n+1)", "2*2^n", "expression"),  # a variable exponent
    ("x^-1", "1/x", "expression"),  # a negative exponent
    ("y = 2x + 3", "2x + 3 = y", None),  # sides exchanged
    ("9**9**9", "9^(9^9)", "expression"),  # huge, and still read
    # Text
    ("Paris", "paris", "text"),  # case
    ("The Eiffel Tower", "Eiffel Tower", "text"),  # an article
    ("an apple", "apple", None),  # another
    ("Mary-Jane", "Mary Jane", "text"),  # a hyphen
    ("Alice!", "Alice", "text"),  # punctuation
    ("“Alice”", "Alice", "text"),  # quotation marks
    ("  New   York ", "New York", "text"),  # white space
    ("salt & pepper", "salt and pepper", "text"),  # an ampersand
    ("**Paris**", "Paris", "text"),  # Markdown
    (r"\text{Paris}", "Paris", "text"),  # TeX
    ("U.S.A.", "USA", "text"),  # full stops
    ("1+1=2", "1+1=2", "text"),  # text with signs
    ("Apollo 11", "apollo 11", "text"),  # text with a number
    ("neither", "Neither", "text"),  # a hedge that is the answer
    ("A poem of mine.", "a poem of mine", "free"),  # the rubric decides; at least itself
]

# Right in the lenient sense only.
LENIENT = [
    ("The answer is 36 apples because 12 + 24 = 36.", "36", "number"),  # with a reason
    ("She has 36 apples left", "36", "number"),  # a sentence with one number
    ("It costs 36 dollars.", "$36", "number"),  # money in a sentence
    ("36 is the answer", "36", "number"),  # the number first
    ("36 apples are left", "36 apples", "number"),  # the noun agrees
    ("The speed is 36 m/s", "36 m/s", "quantity"),  # a unit in a sentence
    ("36", "36 m/s", "quantity"),  # the unit missing
    ("12", "12 cm", None),  # likewise, recognised
    ("x = 12", "12 cm", "quantity"),  # likewise, with a label
    ("I think it is 36", "36", "number"),  # modest, but one answer
    ("12 + 24", "36", "number"),  # left undone
    (r"\sqrt{16}", "4", "number"),  # left undone, a root
    ("2^10", "1024", "number"),  # left undone, a power
    ("--5", "5", "number"),  # left undone, two signs
    ("2:30", "2:30 pm", "time"),  # the half of the day missing
    ("It leaves at 2:30 pm.", "14:30", "time"),  # a sentence
    ("March 3", "March 3, 2024", "date"),  # the year missing
    ("The ratio is 3:4", "3:4", "ratio"),  # a sentence
    ("The solutions are 2 and 3", "2, 3", "set"),  # no "is": from the first number on
    ("Yes, because 36 is even", "yes", "boolean"),  # with a reason
    ("The capital of France is Paris", "Paris", "text"),  # a full sentence
    ("[1,2,3]", "[1, 2, 3]", "code"),  # spaces
    ("'abc'", "abc", "code"),  # quotes that print would drop
    ("The answer is [1, 2, 3].", "[1, 2, 3]", "code"),  # a sentence
    ("The answer is zt.", "zt", "code"),  # a short word before the full stop
]

# Wrong, strict or lenient.
DIFFERENT = [
    # The table of hacks in the field
    ("12 or 15 or 36", "36", "number"),  # enumeration
    ("12, 15, 36", "36", "number"),  # enumeration by commas
    ("12 15 36", "36", "number"),  # enumeration by spaces
    ("12\n15\n36", "36", "number"),  # enumeration by lines
    ("12/15/36", "36", "number"),  # enumeration by slashes
    ("36 or 12", "36", "number"),  # the right one first
    ("36, 12", "36", None),  # likewise, no kind
    ("36; 12", "36", "number"),  # likewise
    ("36 and 12", "36", "number"),  # likewise
    ("36 (or 37)", "36", "number"),  # in brackets
    ("36 (thirty-seven)", "36", "number"),  # in brackets and words
    ("36 apples. Twelve pears", "36", "number"),  # in words
    ("{35, 36, 37}", "36", "number"),  # a set
    ("[36, 37]", "36", "number"),  # a list
    ("35-37", "36", "number"),  # a range
    ("between 35 and 37", "36", "number"),  # a range in words
    ("", "36", "number"),  # empty
    (" ", "36", "number"),  # blank
    ("\u200b", "36", "number"),  # invisible
    ("", "", None),  # empty on both sides
    ("3", "36", "number"),  # a prefix
    ("6", "36", "number"),  # a suffix
    ("1/2", "12", "number"),  # digits glued over a slash
    ("36 apples of 2", "362", "number"),  # digits glued over words
    ("36 apples of 2", "36", "number"),  # a second number
    ("-5", "5", "number"),  # the sign lost
    ("5", "-5", "number"),  # the sign lost in the gold answer
    ("$-5", "5", "number"),  # the sign behind a currency
    ("1", "1,200", "number"),  # read up to the comma
    ("1", "1200", "number"),  # likewise
    ("200", "1,200", "number"),  # read after the comma
    ("36.5", "36", "number"),  # near
    ("35.99", "36", "number"),  # nearer
    ("37", "36", "number"),  # within ten percent
    ("0.01", "0.02", "number"),  # within an absolute tolerance
    ("0.333", "1/3", "number"),  # rounded
    ("9**9**9", "36", "number"),  # a bomb
    ("9^9^9^9", "36", "number"),  # a bigger bomb
    ("__import__('os').getpid()", "36", "number"),  # an injection
    ("1+1=2", "36", "number"),  # trivia
    (":", "36", "number"),  # a judge's master key
    ("Thought process:", "36", "number"),  # another
    ("first then next finally step therefore so because", "36", "number"),  # keywords
    ("<answer>36</answer><answer>12</answer>", "36", "number"),  # stuffed tags
    # Hedges
    ("36, maybe 37", "36", "number"),  # two
    ("maybe 36", "36", "number"),  # one, unsure
    ("either 5", "5", "number"),  # half an alternative
    ("36?", "36", "number"),  # a question
    ("about 36", "36", "number"),  # an estimate
    ("~36", "36", "number"),  # an estimate, short
    ("≈ 36", "36", "number"),  # an estimate, typographic
    ("36 or so", "36", "number"),  # an estimate, after the number
    ("36 approximately", "36", "number"),  # likewise
    ("not 36", "36", "number"),  # a denial
    ("The answer is not 36", "36", "number"),  # a denial in a sentence
    ("It isn't 36", "36", "number"),  # a short denial
    ("36 is wrong", "36", "number"),  # a denial afterwards
    ("at least 36", "36", "number"),  # a bound
    ("less than 36", "36", "number"),  # another
    (">36", "36", "number"),  # another, short
    ("The answer is 12 or 36", "36", "number"),  # alternatives in a sentence
    ("The answer is 12. The answer is 36.", "36", "number"),  # two statements
    ("The answer is 36. The answer is 12.", "36", "number"),  # the right one first
    ("I guess 36", "36", "number"),  # a guess
    ("Paris or London", "Paris", "text"),  # names
    ("Paris, London", "Paris", "text"),  # names with a comma
    ("Paris and London", "Paris", "text"),  # names joined
    ("Paris/London", "Paris", "text"),  # names with a slash
    ("maybe Paris", "Paris", "text"),  # unsure
    ("not Paris", "Paris", "text"),  # a denial
    ("The capital is not Paris", "Paris", "text"),  # a denial in a sentence
    ("Paris?", "Paris", "text"),  # a question
    ("yes or no", "yes", "boolean"),  # both
    ("Yes and no", "yes", "boolean"),  # both
    ("not true", "true", "boolean"),  # a denial
    ("A or B", "A", "choice"),  # letters
    ("A, B", "B", "choice"),  # letters with a comma
    ("AB", "B", "choice"),  # letters glued
    ("A) B)", "B", "choice"),  # letters with brackets
    ("A) 12 B) 15 C) 36", "A", "choice"),  # all options copied
    ("(A) 12 (B) 15 (C) 36", "A", None),  # all options copied
    # Numbers
    ("36%", "3600", "number"),  # neither the value nor the number
    ("0.28", "28", "number"),  # a value for a number of percent
    ("28", "0.28", "number"),  # a number of percent for a value
    ("28%", "2.8%", "number"),  # a digit shifted
    ("1,20", "120", "number"),  # no thousands
    ("12,5", "12.5", "number"),  # two readings: refused
    ("0,500", "500", "number"),  # no thousands begin with 0
    ("1,2005", "12005", "number"),  # a group of four
    ("1.200", "1200", "number"),  # a decimal point in English
    ("1.2.3", "123", "number"),  # a version
    ("36!", "36", "number"),  # a factorial
    ("36^2", "36", "number"),  # a power
    ("36 squared", "36", "number"),  # a power in words
    ("2x", "2", "number"),  # a term
    ("2 pi", "2", "number"),  # another
    ("36 thousand", "36", "number"),  # a word for the size
    ("36k", "36", "number"),  # likewise, short
    ("half of 36", "36", "number"),  # a part of it
    ("twice 36", "36", "number"),  # a multiple
    ("36 minus 4", "36", "number"),  # an operation
    ("36 + 0.5", "36", "number"),  # an operation in signs
    ("36*", "36", "number"),  # half an operation
    ("1/0", "0", "number"),  # no number
    ("2 3/2", "3.5", "number"),  # no mixed number
    ("2-1/2", "2.5", "number"),  # a difference
    ("3/4/5", "3/4", "number"),  # two slashes
    ("36:1", "36", "number"),  # a ratio
    ("12 + 25 = 36", "36", "number"),  # an equation that does not hold
    ("12 = 36", "36", "number"),  # another
    ("18 eggs x $3 = $36", "36", "number"),  # another, with nouns
    ("15% of 250 = 36", "36", "number"),  # another, with a percentage
    ("36 = 12 = 36", "36", "number"),  # a chain that does not hold
    ("6 * 6 = 35 + 1", "35", "number"),  # read in part
    ("6*6", "6", "number"),  # one number twice is not that number
    ("y = 36", "x = 36", "number"),  # another unknown
    ("x < 36", "36", "number"),  # an inequality
    ("x", "36", "number"),  # no number
    ("NaN", "36", "number"),  # no number
    ("inf", "36", "number"),  # no number
    ("1e999", "36", "number"),  # a large one
    ("nothing", "0", "number"),  # a word
    ("III", "3", "number"),  # Roman
    ("0x24", "36", "number"),  # hexadecimal
    ("3 6", "36", "number"),  # digits apart
    ("36 36", "36", "number"),  # twice
    ("36#37", "36", "number"),  # glued by a hash
    # Labels and spoken numbers
    ("Answer: 12 or 36", "36", "number"),  # alternatives behind a label
    ("Answer: not 36", "36", "number"),  # a denial
    ("Answer: about 36", "36", "number"),  # an estimate
    ("Answer: 36 Answer: 12", "36", "number"),  # twice
    ("#### 12 #### 36", "36", "number"),  # likewise
    ("Answer:", "36", "number"),  # nothing behind it
    ("not the answer: 36", "36", "number"),  # denied in front
    ("Total: 36 + 1", "36", "number"),  # undone
    ("[36, 36]", "36", "number"),  # two
    ("half a dozen", "12", "number"),  # a part
    ("half of 36", "18", "number"),  # left undone
    ("36 times three", "36", "number"),  # a product
    ("36 times x", "36", "number"),  # another
    ("36 times a hundred", "36", "number"),  # another
    ("36 less four", "36", "number"),  # a difference
    ("36 over two", "36", "number"),  # a fraction
    ("negative 36", "36", "number"),  # a sign
    ("36 and a half", "36", "number"),  # mixed
    ("3600%", "36", "number"),  # no share
    ("200%", "2", "number"),  # likewise
    # Units and nouns
    ("36 pears", "36 apples", "number"),  # another noun
    ("36 cm", "36 apples", "number"),  # a unit for a noun
    ("36 apples", "36 cm", "quantity"),  # a noun for a unit
    ("5 kg", "5 m", "quantity"),  # another dimension
    ("5 kg", "5 m", None),  # likewise
    ("5 m", "5 cm", "quantity"),  # another size
    ("120 m", "1.2 m", "quantity"),  # digits shifted
    ("5 m^2", "5 m", "quantity"),  # another power
    ("5 m/s", "5 m", "quantity"),  # a quotient
    ("36 m/s", "36 km/h", "quantity"),  # another speed
    ("1.2", "120 cm", "quantity"),  # converted, but the unit lost
    ("€36", "$36", "number"),  # another currency
    ("36 cents", "$36", "number"),  # cents for dollars
    ("36 euros", "36 dollars", "quantity"),  # another currency in words
    ("15 students", "15%", "number"),  # a count for a share
    ("20 °F", "20 °C", "quantity"),  # another scale
    ("5 MW", "5 mW", "quantity"),  # the prefix is in the case
    ("30 days", "1 month", "quantity"),  # months differ
    ("1 hour 30 minutes", "130 minutes", "quantity"),  # glued
    ("30 minutes 1 hour", "30 minutes", "quantity"),  # two, in no order
    ("5 m 10 kg", "5 m", "quantity"),  # two dimensions
    ("10 chickens and 9 rabbits", "9 chickens and 10 rabbits", None),  # exchanged
    ("9 chickens", "9 chickens and 10 rabbits", None),  # a part
    # Times and dates
    ("2:30 am", "2:30 pm", "time"),  # the other half of the day
    ("2:30 pm", "02:30", "time"),  # likewise
    ("2:30", "14:30", "time"),  # twelve hours off
    ("14:31", "14:30", "time"),  # a minute off
    ("2:75", "3:15", "time"),  # no time
    ("25:00", "1:00", "time"),  # no time
    ("2 pm or 3 pm", "2 pm", "time"),  # alternatives
    ("from 2 pm to 3 pm", "3 pm", "time"),  # a span
    ("14.30", "14:30", "time"),  # a decimal
    ("April 3, 2024", "March 3, 2024", "date"),  # another month
    ("March 4, 2024", "March 3, 2024", "date"),  # another day
    ("March 3, 2023", "March 3, 2024", "date"),  # another year
    ("March 3, 2023", "March 3, 2024", None),  # another year
    ("Monday, March 3, 2024", "March 3, 2024", "date"),  # the wrong weekday
    ("3/4/2024", "March 4, 2024", "date"),  # two readings: refused
    ("February 30, 2024", "March 1, 2024", "date"),  # no date
    ("March 2024", "March 3, 2024", "date"),  # no day
    ("Marathon 3, 2024", "March 3, 2024", "date"),  # no month
    ("Someday, March 3, 2024", "March 3, 2024", "date"),  # no weekday
    # Ratios
    ("4:3", "3:4", "ratio"),  # turned round
    ("3:4:5", "3:4", "ratio"),  # one part too many
    ("3", "3:4", "ratio"),  # a part
    ("7", "3:4", "ratio"),  # the sum
    ("0:0", "3:4", "ratio"),  # no ratio
    # Lists and sets
    ("5, 3, 8", "3, 5, 8", "list"),  # another order
    ("3, 5", "3, 5, 8", "list"),  # a part
    ("3, 5, 8, 9", "3, 5, 8", "list"),  # one too many
    ("358", "3, 5, 8", "list"),  # glued
    ("3, 5 or 8", "3, 5, 8", "list"),  # alternatives
    ("3, 58", "3, 5, 8", "list"),  # split elsewhere
    ("Bob, Alice", "Alice, Bob", "list"),  # another order of names
    ("[3, 5, 8", "3, 5, 8", "list"),  # a bracket too few
    ("2", "2, 3", "set"),  # a subset of the solutions
    ("2, 3, 4", "2, 3", "set"),  # one solution too many
    ("2, 2", "2, 3", "set"),  # one of them twice
    ("±3", "3", "set"),  # one too many
    ("3", "±3", "set"),  # one missing
    ("x = 3, y = 2", "x = 2, y = 3", "list"),  # labels exchanged
    ("(3, 2)", "(2, 3)", None),  # a point turned round
    ("2, 3", "2", "number"),  # a list for a number
    # Booleans and choices
    ("no", "yes", "boolean"),  # the other one
    ("maybe", "yes", "boolean"),  # neither
    ("1", "yes", "boolean"),  # a number
    ("yesterday", "yes", "boolean"),  # a longer word
    ("A", "B", "choice"),  # another letter
    ("B) London", "B) Paris", "choice"),  # the right letter, another text
    ("C) Paris", "B) Paris", "choice"),  # the right text, another letter
    ("London", "B) Paris", "choice"),  # another text
    ("Because", "B", "choice"),  # a word that begins with it
    ("A cat", "A", "choice"),  # an article
    # Code output
    ("[1, 2]", "[1, 2, 3]", "code"),  # a part
    ("The answer is 3. The answer is 36.", "36", "code"),  # two statements
    ("36", "36.0", "code"),  # an integer is not a float
    ("true", "True", "code"),  # case matters
    ("Abc", "abc", "code"),  # likewise
    ("3 5", "3\n5\n8", "code"),  # a line missing
    ("", "abc", "code"),  # empty
    ("```\n```", "abc", "code"),  # an empty fence
    ("print(36)", "36", "code"),  # the program, not what it prints
    # Expressions
    ("3x^2", "3x^2 + 2", "expression"),  # a term missing
    ("3x^2 - 2", "3x^2 + 2", "expression"),  # a sign
    ("3x + 2", "3x^2 + 2", "expression"),  # an exponent
    ("-x^2", "(-x)^2", "expression"),  # the sign comes after the power
    ("(x+1)^2", "x^2 + 1", "expression"),  # a schoolboy's dream
    ("sqrt(a+b)", "sqrt(a)+sqrt(b)", "expression"),  # another
    ("3y^2 + 2", "3x^2 + 2", "expression"),  # another variable
    ("x >= 5", "x > 5", "expression"),  # another relation
    ("x < 5", "x > 5", "expression"),  # turned round, wrongly
    ("x = 5", "x > 5", "expression"),  # an equation
    ("1 < x > 5", "5 > x > 1", "expression"),  # two directions
    ("3.14", "pi", "expression"),  # rounded
    ("1.414", "sqrt(2)", "expression"),  # rounded
    ("x^2 or x^3", "x^2", "expression"),  # alternatives
    ("x^2, x^3", "x^2", "expression"),  # two
    ("x/0", "x/0 + 1", "expression"),  # no value
    ("O(n)", "O(n^2)", "expression"),  # another complexity
    ("silent", "listen", "expression"),  # an anagram is no product
    # Text
    ("London", "Paris", "text"),  # another name
    ("Pari", "Paris", "text"),  # a prefix
    ("Parisian", "Paris", "text"),  # a longer word
    ("Tower Eiffel", "Eiffel Tower", "text"),  # another order
    ("C", "C++", "text"),  # signs that belong to a name
    ("the", "Paris", "text"),  # an article
    ("...", "Paris", "text"),  # punctuation
    ("Apollo 12", "Apollo 11", "text"),  # another number
    ("15", "1.5", "text"),  # a decimal point is no punctuation
    ("Alice is taller than Bob", "Bob", "text"),  # mentioned, not answered
]


def _rows(table):
    return [pytest.param(*row, id=f"{row[0]!r} for {row[1]!r} as {row[2]}"[:80]) for row in table]


@pytest.mark.parametrize(("candidate", "gold", "kind"), _rows(SAME))
def test_same(candidate, gold, kind):
    assert same_answer(candidate, gold, kind)
    assert same_answer(candidate, gold, kind, lenient=True)


@pytest.mark.parametrize(("candidate", "gold", "kind"), _rows(LENIENT))
def test_same_if_lenient(candidate, gold, kind):
    assert not same_answer(candidate, gold, kind)
    assert same_answer(candidate, gold, kind, lenient=True)


@pytest.mark.parametrize(("candidate", "gold", "kind"), _rows(DIFFERENT))
def test_different(candidate, gold, kind):
    assert not same_answer(candidate, gold, kind)
    assert not same_answer(candidate, gold, kind, lenient=True)


# The answer a free-form solution ends with: (text, answer).
SOLUTIONS = [
    ("2 + 2 = 4\n#### 4", "4"),  # GSM8K
    ("#### 1,200", "1,200"),  # thousands
    ("#### $1,200.00", "$1,200.00"),  # money
    ("#### 70,000\n", "70,000"),  # a line end
    ("#### 18.00", "18.00"),  # decimals
    ("#### 5%", "5%"),  # percent
    ("#### -3", "-3"),  # negative
    ("#### 36 apples", "36 apples"),  # with a noun
    ("####36", "36"),  # no space
    ("#### Step 1\nAdd.\n12 + 24 = 36", "36"),  # a heading, not an answer
    ("#### 1. Add the numbers\n12 + 24 = 36", "36"),  # a numbered heading
    (r"So \boxed{36}.", "36"),  # boxed
    (r"\boxed{\frac{1}{2}}", r"\frac{1}{2}"),  # nested braces
    (r"\boxed{12} no, \boxed{36}", "36"),  # the last one
    (r"The answer is \boxed{36}.", "36"),  # boxed in a sentence
    (r"\boxed{36", "36"),  # never closed: the last number
    ("The answer is 36.", "36"),  # a sentence
    ("The answer is $36.50.", "$36.50"),  # a full stop after decimals
    ("the final answer is: **36**", "36"),  # bold
    ("**Answer:** 36", "36"),  # a bold label
    ("Answer:\n\n36", "36"),  # on the next line
    ("ANSWER: B", "B"),  # capitals
    ("A: 36", "36"),  # question and answer
    ("Q: 2 + 2?\nA: 4", "4"),  # likewise, on its own line
    ("The answer is 12. Wait. The answer is 36.", "36"),  # corrected
    ("The answer to the question is Paris.", "Paris"),  # with words between
    ("The answer is 36 because 12 + 24 = 36.", "36"),  # with a reason
    ("The answer is Mr. Smith.", "Mr. Smith"),  # an abbreviation
    ("The answer is 36. To check, the answer is correct.", "36"),  # a check is no answer
    ("12 + 24 is 36 in total", "36"),  # only numbers: the last one
    ("He pays $1,200.", "$1,200"),  # money
    ("10-5 leaves 5", "5"),  # a difference is no sign
    ("It is -5", "-5"),  # a sign
    ("Half of it: 3/4", "3/4"),  # a fraction
    ("I cannot tell.", None),  # nothing
    ("", None),  # empty
    ("The answer is", None),  # cut off
]


@pytest.mark.parametrize(("text", "answer"), SOLUTIONS, ids=[repr(text)[:60] for text, _ in SOLUTIONS])
def test_extract_answer(text, answer):
    assert extract_answer(text) == answer


def test_gsm8k_answers_are_found_and_judged():
    """In four endings, and a neighbour's answer is right only where it is the same number."""
    rows = [json.loads(line)["answer"].split("\n#### ") for line in GSM8K.open(encoding="utf-8")]
    assert len(rows) == 197
    number = [Fraction(gold.replace(",", "")) for _, gold in rows]
    for i, (work, gold) in enumerate(rows):
        endings = (
            f"#### {gold}",
            f"The answer is ${gold}.",
            rf"So $\boxed{{{gold}}}$.",
            f"**Answer:** {gold} apples",
        )
        found = extract_answer(f"{work}\n{endings[i % 4]}")
        assert same_answer(found, gold)
        assert same_answer(found, rows[i - 1][1]) == (number[i] == number[i - 1])


# ---- Properties ----

ALPHABET = "0123456789.,/%$€-+*^=()[]{}<>:;?!~±√π½²#_\\'\"`| \n\t\u200b\u0301ﷺ٣abexyzABMI"
PIECES = [
    "36", "1,200", "and", "or", "x", "=", "\\frac{", "}", "\\boxed{", "cm", "°C", "March 3, 2024", "2:30 pm",
    "9**9", "sqrt", "answer is", "####", "B)", "yes", " ", "\n", ", ", "<answer>",
]
texts = st.one_of(
    st.text(max_size=60),
    st.text(ALPHABET, max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=20).map("".join),
)
kinds = st.sampled_from([None, *sorted({kind for *_, kind in SAME if kind})])
numbers = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=64)


@settings(max_examples=500, deadline=None)
@given(texts, texts, kinds, st.booleans())
def test_any_text_has_a_verdict(candidate, gold, kind, lenient):
    assert same_answer(candidate, gold, kind, lenient) in (True, False)
    found = extract_answer(candidate)
    assert found is None or (found and found == found.strip())


@settings(max_examples=200, deadline=None)
@given(texts, kinds)
def test_lenient_includes_strict_and_everything_equals_itself(text, kind):
    same = same_answer(text, text, kind)
    assert same or not same_answer(text, "36", kind)  # what is not even itself, is nothing
    for gold in ("36", "12 cm", "Paris"):
        assert same_answer(text, gold, kind, lenient=True) or not same_answer(text, gold, kind)


def _renderings(number: Fraction) -> list[str]:
    top, bottom = number.numerator, number.denominator
    written = [
        f"{top}/{bottom}",
        f"x = {top}/{bottom}",
        rf"\boxed{{{top}/{bottom}}}",
    ]
    if bottom == 1:
        written += [
            f"{top:,}",
            f"{top}.0",
            f"${top:,}.00",
            f"{top} apples",
            f"{top:_}",
            f"−{-top}" if top < 0 else f"+{top}",
        ]
    elif number > 1:
        whole, part = divmod(top, bottom)
        written += [f"{whole} {part}/{bottom}", rf"{whole}\frac{{{part}}}{{{bottom}}}"]
    if 64 % bottom == 0:
        written.append(f"{top * 10**6 // bottom / 10**6:.6f}")
    return written


@settings(max_examples=120, deadline=None)
@given(numbers, numbers)
def test_a_number_equals_its_renderings_and_no_other_number(number, other):
    golds = [str(number), _renderings(number)[-1]]
    for gold in golds:
        for rendering in _renderings(number):
            assert same_answer(rendering, gold, "number"), (rendering, gold)
            assert same_answer(gold, rendering, "number"), (gold, rendering)  # both state the same
        for rendering in _renderings(other):
            assert same_answer(rendering, gold, "number") == (number == other), (rendering, gold)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(-99, 99), min_size=2, max_size=6), st.randoms())
def test_lists_keep_their_order_and_sets_do_not(items, random):
    shuffled = random.sample(items, len(items))
    gold, candidate = ", ".join(map(str, items)), "; ".join(map(str, shuffled))
    assert same_answer(candidate, gold, "set")
    assert same_answer(candidate, gold, "list") == (items == shuffled)
    assert not same_answer(", ".join(map(str, items[1:])), gold, "set")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(-5, 5), min_size=1, max_size=5), st.lists(st.integers(-5, 5), min_size=1, max_size=5)
)
def test_products_of_polynomials_are_equal_expanded(first, second):
    """Against multiplication of coefficient lists, lowest power first."""
    product = [0] * (len(first) + len(second) - 1)
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            product[i + j] += a * b

    def written(coefficients):
        return " + ".join(f"({c})*x^{power}" for power, c in enumerate(coefficients))

    factored = f"({written(first)})({written(second)})"
    assert same_answer(factored, written(product), "expression")
    product[0] += 1
    assert not same_answer(factored, written(product), "expression")


def test_the_prime_of_expressions():
    """What `expressions` relies on: a safe prime, and every prime below 100 a square."""
    sympy = pytest.importorskip("sympy")
    assert sympy.isprime(PRIME)
    assert sympy.isprime((PRIME - 1) // 2)
    for small in sympy.primerange(2, 100):
        assert pow(fingerprint(f"sqrt({small})")[0], 2, PRIME) == small


def test_every_kind_of_the_data_is_compared():
    for kind in ANSWER_KINDS:
        assert same_answer("36", "36", kind)
    with pytest.raises(ValueError, match="kind must be one of"):
        same_answer("36", "36", "numbers")


def test_it_works_in_a_thread():
    """Tunix computes rewards in one, where signals do not work."""
    verdicts = []
    thread = threading.Thread(target=lambda: verdicts.extend(same_answer(c, g, k) for c, g, k in SAME))
    thread.start()
    thread.join(60)
    assert verdicts == [True] * len(SAME)


HEAVY = [
    "9", "(", "[", "{", "1,", "1/", "1 ", "x^x", "x^y ", "and ", "\\frac{", "\\boxed{", "answer is ", "####", "1=", "½",
    "\u200b", "\u0301\u0323", "$", "-", "1 h ", "1:", "->", "^{", "sqrt(", "9**", "ﷺ", "1.000", "one ", "\n", "```\n",
    "<answer>", "km/", "a,", "is ", "Mar 3, ", "358", "1 and ", "1 or ", "1/2 ", "1:2 ", "| ", "!", "\\\\", "_{",
    "(1, ", "x < ", "(0,1) ∪ ", "two hundred ", "1 h 5 min ", "log_2 ", "5' ", "\\begin{pmatrix}",
]


@pytest.mark.parametrize("unit", HEAVY, ids=repr)
def test_adversarial_text_costs_milliseconds(unit):
    """Measured below 3 ms of processor time; the bound leaves room for a slower machine."""
    for size in (300, 1000, 4000):
        text = (unit * size)[:size]
        for gold, kind in (
            ("36", None),
            ("x^2 + 1", "expression"),
            ("2, 3", "set"),
            ("3:4", "ratio"),
            ("a b", "code"),
        ):
            seconds = []
            for attempt in range(3):
                start = time.process_time()
                same_answer(text + " " * attempt, gold, kind, lenient=True)
                same_answer(gold, f"{text}, x{' ' * attempt}", kind)
                extract_answer(text)
                seconds.append(time.process_time() - start)
            assert min(seconds) < 0.03, (size, gold, seconds)


@pytest.mark.parametrize("kind", [None, *ANSWER_KINDS])
@pytest.mark.parametrize("size", [0, 1, 999, 1001, 5000])
def test_nothing_is_no_answer_however_long(size, kind):
    for blank in ("\n", " ", "\u3000"):
        assert not same_answer(blank * size, " ", kind)
        assert not same_answer(blank * size, blank * size, kind, True)


@pytest.mark.parametrize(
    "text", ["[" * 400 + "1" + "]" * 400, "{1, " * 200 + "}" * 200, "(" * 150 + ")" * 150]
)
def test_nesting_ends(text):
    for kind in ("list", "set", "expression", "number", None):
        assert same_answer(text, text, kind)
        assert not same_answer(text, text.replace("1", "2") + "2", kind, lenient=True)


def test_a_megabyte_costs_little():
    for unit in HEAVY[::5]:
        text = unit * (1_000_000 // len(unit))
        start = time.process_time()
        same_answer(text, "36", lenient=True)
        extract_answer(text)
        assert time.process_time() - start < 3, unit


# ---- Beside math-verify, on what both are made for ----

AGREED = [
    ("36", "36"), ("36", "37"), ("36.0", "36"), ("1/2", "0.5"), ("2/4", "1/2"), ("-5", "5"), ("1,200", "1200"),
    ("$36", "36"), (r"\boxed{36}", "36"), (r"$\frac{3}{4}$", "0.75"), ("x = 7", "7"), ("36 apples", "36"),
    ("$2x + 3$", "$3 + 2x$"), ("$(x+1)^2$", "$x^2 + 2x + 1$"), (r"$\frac{\sqrt{2}}{2}$", r"$\frac{1}{\sqrt{2}}$"),
    (r"$2\sqrt{3}$", r"$\sqrt{12}$"), ("$x^2$", "$x^3$"), (r"$2\pi$", r"$\pi$"), (r"$\{3, 2\}$", r"$\{2, 3\}$"),
    ("$(1, 2)$", "$(2, 1)$"), ("15%", "0.15"), ("$10^2$", "$x^2$"),
]


@pytest.mark.parametrize(("candidate", "gold"), AGREED)
def test_agrees_with_math_verify(candidate, gold):
    math_verify = pytest.importorskip("math_verify")
    theirs = math_verify.verify(math_verify.parse(gold), math_verify.parse(candidate))
    assert same_answer(candidate, gold) == theirs
