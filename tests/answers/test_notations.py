"""The kinds of notation that a reader of answers gets wrong: rights that look wrong, and near misses that look right.

Rows are (candidate, gold answer, kind). Those of `FOUND` were found by people who tried to break the rewards; the
others are of the same kinds, invented here. Where what is right depends on the question, the row has one.
"""

from __future__ import annotations

import pytest

from tunix_reasoning.answers import same_answer

SAME = [
   
    (r"\begin{pmatrix} -\frac{7}{4} & -2 \\ 4 & \frac{1}{4} \end{pmatrix}",
     r"\begin{pmatrix}-\frac{7}{4}&-2\\4&\frac{1}{4}\end{pmatrix}", None),
    ("(0,1)", "D = (0, 1)", None), ("y = -1/2*x + 3/4", "2x+4y-3=0", None), ("[-2,7]", r"x \in [-2,7]", None),
    (r"x \in [-2,7]", r"-2 \le x \le 7", None), (r"\frac3{3}", "1", None),
    (r"11,\! 111,\! 111,\! 100", "11111111100", None), ("$28$ %", r"28\%", None), ("1 000 4/9", "9004/9", None),
    ("4210_{5}", "4210_5", None), ("4000 ml", "4000", None), ("4 L", "4000 ml", None), ("2/(-3)", "-2/3", None),
    (r"\begin{pmatrix}-2\\-14\\-7\end{pmatrix}", r"\begin{pmatrix} -2 \\ -14 \\ -7 \end{pmatrix}", None),
    ("x > 5", r"(5,\infty)", None), ("∞", r"\infty", None), ("12 ml", "12 cm^3", None),
    (r"5\,\Omega", "5 ohms", None), ("7 R2", "7 remainder 2", None), ("exp(x)", "e^x", None),
    ("250 mL", "250 ml", None), ("200 mL", "2 dl", None), ("25 sqm", "25 m^2", None), ("Rs 500", "₹500", None),
    ("5'", "5 feet", None), ("0.5 M", "0.5 mol/L", None), ("40 oz", "2 lb 8 oz", None),
    ("12 ms^-1", "12 m/s", None), ("3 light-years", "3 ly", None), ("a dozen", "12", None),
    ("two dozen", "24", None), ("x_{1}", "x_1", None), ("x_{1}+x_{2}", "x_1 + x_2", None),
    ("3", r"\log_2 8", None), ("10", r"\binom{5}{2}", None), ("3", "|-3|", None), ("∠ABC", r"\angle ABC", None),
    ("1/3", r"0.\overline{3}", None), (r"\underline{42}", "42", None),
    ("the final answer is: **42**", "42", None), ("65 minutes", "1 h 5 min", None),
    ("1 h 5 min", "65 minutes", None), ("65 minutes", "1 hour 5 minutes", None), ("3 m 5 cm", "305 cm", None),
    ("6 ft 2 in", "74 inches", None), ("2 weeks 3 days", "17 days", None), ("red and blue", "red, blue", None),
    ("Anna and Ben", "Anna, Ben", None), ("D=(0,1)", "(0,1)", None), ("(3, 4)", "P(3, 4)", None),
    ("(3,4)", "(x,y)=(3,4)", None), ("{2, 1}", "A = {1, 2}", None), ("O(n log(n))", "O(n log n)", "text"),
    ("the yellow lamp", "yellow", "text"), ("in Millbrook", "Millbrook", "text"),
    ("2 g/ml", "2 g/cm³", "quantity"), ("3 mol Ca", "3 mol", "quantity"), (r"$4 \Omega$", "4 Ω", "quantity"),
    ("A - the time until the sugar dissolves", "A", "choice"),
    ("1. concert\n2. show\n3. rehearsal", "concert, show, rehearsal", "list"), ("line 4", "4", "number"),
    ("s(g(6)) = 156", "156", "number"), ("(3)/(4)", "3/4", None), ("300 kelvin", "300 K", None),
    ("300 K", "300 kelvin", None),
]
DIFFERENT = [
    ("12 dozen", "12", None), ("5 tenths", "5", None), ("5 halves", "5", None), ("3 fourths", "3", None),
    ("5 hundreds", "5", None), ("5 thousandths", "5", None), ("5 tens", "5", None), ("5 lakh", "5", None),
    ("5 mil", "5", None), ("5 reciprocal", "5", None), ("5 something", "5", None),
    ("person", "Person A", "text"), ("vitamin", "Vitamin A", "text"), ("b-a", "a-b", None),
    ("x y", "x-y", None), ("B", "A, B", "text"), ("n", "n!", None), ("6 ft^2 in", "6 ft 2 in", None),
    ("5 dozen apples", "5 apples", None), ("12 dozen eggs", "12 eggs", None),
    ("5 tenths of apples", "5 apples", None), ("3 tenths", "3", "number"), ("3 eighths", "3", "number"),
    ("8 millions of people", "8", "number"), ("8 halved", "8", None), ("8 sevenths", "8", None),
    ("8 thousandth part", "8", None), ("8 dozens", "8", None), ("point", "Point A", "text"),
    ("Statement", "Statement A", "text"), ("is taller", "A is taller", "text"), ("p_q", "p-q", None),
    ("Plan", "Plan A", "text"), ("grade", "grade A", "text"), ("hepatitis", "hepatitis A", "text"),
    ("n", "n!", "expression"), ("14:168", "1:12", "ratio"), ("18/40", "9/20", "number"),
    ("300000", "300 K", None), ("300000 ", "300 K", "quantity"),
]

SAME_BY_KIND = {
    "scales": [
        ("36 dozen", "432", None), ("three dozen eggs", "36", "number"), ("5 hundreds", "500", None),
        ("7 tens", "70", "number"), ("12 lakh", "1,200,000", None), ("2 crores", "20000000", "number"),
        ("2.5 millions", "2500000", "number"), ("5k", "5000", None), ("$3 bn", "3000000000", "number"),
        ("a thousand", "1000", None), ("1.2 million people", "1200000", "number"),
        ("5 dozen", "60 eggs", None), ("one hundred and twenty", "120", "number"),
        ("two thousand three hundred", "2300", "number"), ("half a million", "half a million", None),
        ("3 dozen roses", "36 roses", None), ("$36 K", "36000", "number"), ("60", "5 dozen", None),
        ("36 million", "36,000,000", "number"), ("a gross", "144", None),
    ],
    "parts": [
        ("5 tenths", "0.5", None), ("three eighths", "3/8", "number"), ("9 halves", "4.5", None),
        ("7 hundredths", "0.07", "number"), ("two fifths", "0.4", "number"), ("a fifth", "1/5", None),
        ("one sixth of the cake", "1/6", "number"), ("3/5", "3 fifths", None), ("4 thirds", "4/3", "number"),
        ("2 thousandths", "0.002", "number"), ("three-fourths", "0.75", "number"),
        ("11 twelfths", "11/12", None), ("36 fifth graders", "36", "number"),
        ("5 half-marathons", "5 half-marathons", None), ("nine tenths", "9/10", None),
        ("five sixtieths", "1/12", None), ("7 hundred-thousandths", "0.00007", "number"),
    ],
    "changes": [
        ("36 cookies left over", "36", "number"), ("5 times", "5", None), ("8 more", "8", "number"),
        ("36 repeat customers", "36", None), ("9 square tiles", "9 square tiles", None),
        ("30 odd numbers", "30", "number"), ("5 steps below deck", "5", "number"), ("4 less", "4", None),
        ("36 doubles", "36", "number"), ("7 inverted commas", "7 inverted commas", None),
        ("8 tripods", "8", None),
    ],
    "kelvin": [
        ("300 K", "300 K", "quantity"), ("27 °C", "300.15 K", "quantity"), ("300K", "300 K", "quantity"),
        ("300K", "300 kelvin", None), ("300 kelvins", "300 K", "quantity"), ("36K", "36000", None),
        ("$36K", "36000", "number"), ("0.5M", "0.5 mol/L", None), ("500 mmol/L", "0.5 M", "quantity"),
        ("300 K", "300", None),
    ],
    "compound measures": [
        ("1 h 5 min", "1 hour 5 minutes", None), ("3900 s", "1 h 5 min", "quantity"),
        ("5 ft 11 in", "71 in", None), ("5'11\"", "71 inches", "quantity"), ("6' 2''", "6 ft 2 in", None),
        ("2 kg 500 g", "2.5 kg", "quantity"), ("1 lb 4 oz", "20 oz", None),
        ("1 day 2 hours", "26 h", "quantity"), ("2 min 5 s", "125 seconds", None),
        ("3 km 50 m", "3050 m", "quantity"), ("4 weeks and 2 days", "30 days", None),
        ("1 m 5 cm 2 mm", "1052 mm", None), ("2 years 3 months", "27 months", "quantity"),
        ("1 gallon 1 quart", "5 quarts", None), ("$2 and 5 cents", "$2.05", None),
        ("10 h 0 min", "600 min", None), ("5'", "60 inches", None),
    ],
    "articles and hyphens": [
        ("person a", "Person A", "text"), ("the Person A", "Person A", "text"),
        ("a person", "person", "text"), ("A cat", "cat", "text"), ("Mary Ann", "Mary-Ann", "text"),
        ("father in law", "father-in-law", "text"), ("the plan", "a plan", "text"),
        ("team a", "Team A", None), ("A and B", "a and b", "text"), ("-b + a", "a-b", None),
        ("the vitamin A", "Vitamin A", "text"), ("An owl", "owl", None), ("well known", "well-known", "text"),
        ("n * (n-1)!", "n(n-1)!", "expression"), ("6", "3!", None), ("Alice!", "Alice", None),
        ("T shirt", "T-shirt", "text"),
    ],
    "two lines": [
        ("36\n", "36", "number"), ("\n\n36\n\n", "36", None), ("36\napples", "36", "number"),
        ("3\n5\n8", "3, 5, 8", "list"), ("Alice\nBob", "Alice, Bob", "list"),
        ("x = 2\ny = 3", "x = 2, y = 3", "list"), ("Eiffel\nTower", "Eiffel Tower", "text"),
        ("- 3\n- 5", "3, 5", "list"), ("1. 12\n2. 15", "12, 15", "list"),
        ("1) red\n2) blue", "red, blue", "list"),
    ],
    "percent": [
        ("28 pct", "28%", None), ("28 percentage", "28%", "number"), ("$28$ percent", r"28\%", None),
        ("0.28", "28%", "number"), (r"\boxed{28\%}", "28%", None), (r"28 \%", "28", "number"),
        ("50%", "1/2", "number"), ("28 per cent", "28%", "number"), ("twenty percent", "20%", None),
        ("12½%", "12.5%", "number"), (r"$\frac{1}{2}\%$", "0.5%", None),
    ],
    "units": [
        ("250 mL", "250 ml", None), ("0.25 l", "250 ml", "quantity"), ("3 dl", "300 mL", None),
        ("5 kΩ", "5000 ohms", "quantity"), (r"5\,\text{k}\Omega", "5 kΩ", "quantity"),
        (r"3\,\mu\text{m}", "3 µm", "quantity"), ("25 sq m", "25 m^2", None),
        ("30 sqft", "30 square feet", None), ("INR 500", "₹500", None), ("Rs. 1,200", "₹1200", "number"),
        ("9 km s^-1", "9 km/s", None), ("9.8 ms^-2", "9.8 m/s²", "quantity"), ("0.2 M", "0.2 mol/l", None),
        ("1 g/mL", "1000 kg/m^3", None), ("4 light years", "4 ly", None), ("2 mol H2", "2 mol", "quantity"),
        ("18 g of H2O", "18 g", "quantity"), ("3 mol of NaCl", "3 mol NaCl", None),
        (r"12\text{ cm}^{2}", "12 cm²", None), ("1 fortnight", "14 days", None),
        ("5 eV", "5 electronvolts", None),
    ],
    "TeX": [
        (r"\frac{3}4", "3/4", None), (r"\frac 3 4", "0.75", None), (r"\tfrac12", "1/2", "number"),
        (r"\cfrac{1}{3}", "1/3", None), (r"-\dfrac{2}{3}", "-2/3", None), (r"\frac{-2}{3}", "-2/3", "number"),
        (r"\frac{2}{-3}", "-2/3", None), (r"3\frac12", "3.5", None), (r"\sqrt3", "sqrt(3)", None),
        (r"\sqrt{\frac{1}{4}}x", "x/2", None), ("x_{10}", "x_10", None), ("x^{10}", "x^10", None),
        (r"1\,000\,000", "1000000", "number"), ("1{,}000", "1000", None), (r"12\!\,345", "12345", "number"),
        (r"\left( 1, 2 \right)", "(1, 2)", None), (r"\left\{1, 2\right\}", "{2, 1}", None),
        (r"\mathbf{42}", "42", None), (r"\text{Paris}", "Paris", None), (r"\textbf{(B)}", "B", "choice"),
        (r"\frac{1}{\sqrt[4]{16}}", "1/2", "expression"), (r"0.1\overline{6}", "1/6", "number"),
        (r"\frac{\frac{1}{2}}{3}", "1/6", "expression"), (r"x/\frac{1}{2}", "2x", "expression"),
        (r"\sin^2 x + \cos^2 x", "1", "expression"), (r"2\cdot 3^{2}x", "18x", "expression"),
        ("e^{2x}", "exp(2x)", None), (r"\ln(e^{1})", "1", "expression"),
        (r"\begin{bmatrix}1\\2\end{bmatrix}", r"\begin{pmatrix} 1 \\ 2 \end{pmatrix}", None),
        (r"\boxed{\text{Anna}}", "Anna", "text"), ("$5 and $7", "5, 7", "list"), (r"\$5", "$5", None),
        (r"36^\circ", "36°", None),
    ],
    "names and brackets": [
        ("(3, 4)", "P(3, 4)", None), ("P = (3, 4)", "P(3, 4)", None), ("(x, y) = (3, 4)", "(3, 4)", None),
        ("S = {1, 2}", "{2, 1}", None), ("{1, 2}", "S={1,2}", None), ("A = [1, 2]", "[1, 2]", "list"),
        ("M = (1.5, -2)", "(3/2, -2)", None), ("(p,q) = (3,2)", "(p, q)=(3, 2)", None),
        (r"D=\left(0,1\right)", "(0, 1)", None), (r"x \in \{1, 2\}", "{1, 2}", None),
        ("A'(1, 2)", "(1, 2)", None), ("roots = {2, 3}", "{3, 2}", "set"), ("s(g(6)) = 156", "156", None),
        ("f(g(2)) = 5", "5", "number"), ("a_n = 12", "12", "number"), ("|AB| = 5", "5", None),
        ("x' = 3", "3", None), ("line 4", "4", None), ("Step 3", "3", "number"),
        ("the line number 4", "4", "number"), ("day 12", "day 12", None),
    ],
    "words around words": [
        ("Anna & Ben", "Anna, Ben", None), ("Anna, Ben and Cleo", "Anna, Ben, Cleo", None),
        ("Anna, Ben", "Anna and Ben", None), ("Anna\nBen", "Anna and Ben", "text"),
        ("red and green", "red, green", "list"), ("the green box", "green", "text"),
        ("a red ball", "red", None), ("on Friday", "Friday", "text"), ("at the park", "park", "text"),
        ("in the box", "the box", "text"), ("the third runner", "third", "text"),
        ("by train", "train", "text"), ("The yellow lamp", "yellow", "text"),
        ("the left door", "left", "text"), ("at home", "at home", "text"),
        ("O(n log(n))", "O(n log n)", None), ("O(log(n)*n)", "O(n log n)", "text"),
        ("O(n²)", "O(n^2)", "text"),
    ],
    "intervals": [
        ("x > 5", "(5, ∞)", None), (r"(5, +\infty)", "x > 5", None), (r"[5, \infty)", r"x \ge 5", None),
        ("x <= 7", "(-∞, 7]", None), ("-3 < x < 4", "(-3, 4)", "expression"),
        (r"x \in (-3, 4]", "-3 < x <= 4", None), ("4 > x > -3", "-3 < x < 4", None),
        ("2x > 10", "x > 5", None), ("-x < -5", "x > 5", None), ("x - 5 > 0", "x > 5", None),
        (r"(-\infty, 1) \cup (3, \infty)", "x < 1 or x > 3", None),
        (r"(3, \infty) \cup (-\infty, 1)", r"(-\infty, 1) \cup (3, \infty)", None),
        ("|x| < 3", "(-3, 3)", "expression"), (r"1 \le |z| \le 2", r"[-2,-1] \cup [1,2]", None),
        ("(0.5, 2]", r"\left(\frac{1}{2}, 2\right]", None), (r"(-\infty, \infty)", "all real numbers", None),
        ("[0; 1)", "[0, 1)", None), (r"y \in [\sqrt{2}, 2]", "sqrt(2) <= y <= 2", None),
        ("x = 5 or x = 3", "3, 5", "set"),
    ],
    "equations and functions": [
        ("4x + 8y = 6", "2x + 4y - 3 = 0", None), ("y = 3 - 2x", "2x + y = 3", None),
        ("x^2 + y^2 - 4 = 0", "x^2 + y^2 = 4", None), ("-x + 2 = y", "y = 2 - x", None), ("120", "5!", None),
        ("5!", "120", "expression"), ("3", "|-3|", None), ("2", r"\log_{10} 100", None),
        (r"\log_2 8", "3", "expression"), ("1", r"\ln e", None), ("4", r"\log_{2}{16}", None),
        (r"\ln 8", r"3 \ln 2", None), ("10", r"\binom{5}{3}", None),
        (r"\frac{\ln 3}{\ln 2}", r"\log_2 3", None), ("log2(8)", "log2(8)", "text"),
        ("|b - a|", "|a - b|", None), ("x_2 + x_1", "x_1 + x_2", None),
        ("sin(x)/cos(x)", "tan(x)", "expression"), ("(3)/(4)", "0.75", None), ("2/(-3)", "-2/3", "number"),
        ("7 r 2", "7 remainder 2", None), ("7 with a remainder of 2", "7 R2", None),
        ("7, remainder 2", "7 R 2", None), ("(x-1)(x+1) = 0", "x^2 = 1", None),
    ],
    "choices": [
        ("A - the time", "A", "choice"), ("B – Paris", "B", "choice"), ("C: the area", "C", "choice"),
        ("(D) less air", "D", "choice"), ("b) Paris", "B", "choice"), ("A. the time", "A", "choice"),
        ("Option C", "C", "choice"), ("The answer is B - Paris", "B", "choice"),
        ("A - Paris", "A) Paris", "choice"), ("**C**", "C", "choice"),
    ],
}

DIFFERENT_BY_KIND = {
    "scales": [
        ("36 dozen", "36", None), ("36 hundreds", "36", "number"), ("7 tens", "7", None),
        ("2 crore", "2", None), ("2 billions", "2", "number"), ("36 mln", "36", None),
        ("5 bn", "5", "number"), ("5 gross", "5", None), ("5 score", "5", None), ("5 thou", "5", None),
        ("5 grand", "5", "number"), ("5 quadrillion", "5", None), ("5 zillions", "5", None),
        ("12 dozen", "12 eggs", "number"), ("36 thousand of them", "36", None),
        ("three dozen", "3", "number"), ("5 dozen roses", "5 roses", None),
        ("36 lakhs of rupees", "36", None), ("a million", "1", "number"),
        ("half a million", "1000000", "number"), ("36M", "36", None), ("36B", "36", None),
        ("5 million", "5 dollars", None), ("9\nmillion", "9", None), ("36 mill", "36", "number"),
    ],
    "parts": [
        ("36 tenths", "36", "number"), ("36 hundredths", "36", None), ("36 sixths", "36", None),
        ("8 quarters", "8", None), ("9 ninths", "9", "number"), ("5 twentieths", "5", None),
        ("5 fifth", "5", None), ("36 tenth parts", "36", "number"), ("5 millionths of a metre", "5", None),
        ("7 eighths of a mile", "7 miles", None), ("three halves", "3", "number"),
        ("36 thousandth", "36", None), ("5 eighths", "5", "number"), ("3 thirds of them", "3", "number"),
        ("4tenths", "4", None), ("5 sixtieths", "5", None), ("5 trillionths", "5", None), ("5 ppm", "5", "number"),
        ("5 basis points", "5", None),
    ],
    "changes": [
        ("36 tripled", "36", None), ("36 quadrupled", "36", "number"), ("8 inverted", "8", None),
        ("8 negated", "8", None), ("8 cubed", "8", "number"), ("5 opposite", "5", None),
        ("5 below", "5", "number"), ("5 below zero", "5", None), ("36 something", "36", "number"),
        ("36ish", "36", None), ("36 ish", "36", None), ("30 odd", "30", "number"), ("36 plus", "36", None),
        ("0.3 recurring", "0.3", None), ("0.6 repeating", "0.6", "number"), ("101 binary", "101", None),
        ("36 rounded", "36", "number"), ("36 multiplied by itself", "36", None), ("8 inverse", "8", "number"),
        ("8 reciprocals", "8", None), ("36 increased", "36", None), ("8 raised to itself", "8", "number"),
    ],
    "kelvin": [
        ("36K", "36", None), ("300 K", "300000 K", None), ("300 k", "300 K", "quantity"),
        ("300 °C", "300 K", "quantity"), ("300 thousand", "300 K", None), ("300000", "300 K", "number"),
        ("27 K", "27 °C", None), ("5 M", "5", None), ("5M", "5", "number"), ("0.5 m", "0.5 M", "quantity"),
        ("$36 K", "36", None),
    ],
    "compound measures": [
        ("1 h 5 min", "1.5 h", None), ("1 h 5 min", "105 min", None), ("6 ft 2 in", "62 in", None),
        ("6 ft 2 in", "6.2 ft", None), ("3 m 5 cm", "35 cm", None), ("2 weeks 3 days", "23 days", "quantity"),
        ("5 min 1 h", "65 min", None), ("1 h 5 kg", "65 min", None), ("6 ft 2", "74 in", "quantity"),
        ("2 m 3", "2 m^3", None), ("2 m^3", "2 m 3", None), ("1 h 5 min or 66 min", "65 min", None),
        ("6'2\"", "62 in", None), ("1 h 65", "65 min", None), ("5 ft^2 3 in", "63 in", None),
    ],
    "articles and hyphens": [
        ("type", "Type A", "text"), ("group", "Group A", "text"), ("B", "A and B", "text"),
        ("option", "Option A", "text"), ("is right", "A is right", "text"), ("of B", "A of B", "text"),
        ("b a", "a-b", None), ("a b", "a-b", None), ("y-x", "x-y", None), ("x+y", "x-y", None),
        ("m_n", "m-n", None), ("n", "(n)!", "expression"), ("x!", "n!", None), ("3", "3!", None),
        ("n!!", "n!", "expression"), ("team", "team A", None), ("hepatitis B", "hepatitis A", "text"),
        ("42105", "4210_5", None), ("A", "Person A", "text"), ("C", "C-A", None),
    ],
    "two lines": [
        ("1\n200", "1200", "number"), ("1\n000", "1000", None), ("2\n1/2", "2.5", "number"),
        ("-\n5", "-5", "number"), ("3\n/4", "3/4", "number"), ("1.2\nx 10^3", "1200", "number"),
        ("36\n37", "36", "number"), ("12\n12", "12", None), ("3\n6", "36", "number"),
        ("5\nthousand", "5", None), ("1. 12\n3. 15", "12, 15", "list"), ("1,\n200", "1200", "number"),
    ],
    "percent": [
        ("28%", "0.0028", "number"), ("2800%", "28%", None), ("28 pints", "28%", None),
        ("0.28%", "28%", "number"), ("28% or 29%", "28%", None), ("72%", "28%", "number"),
        ("-28%", "28%", None), ("28 out of 50", "28%", None), ("5000%", "0.5", "number"),
        ("280%", "28%", None),
    ],
    "units": [
        ("250 cl", "250 ml", None), ("5 mΩ", "5 MΩ", "quantity"), ("12 ms", "12 m/s", None),
        ("12 ms^-1", "12 ms", None), ("25 sqm", "25 m", None), ("$500", "₹500", None),
        ("3 mol Mg", "3 mol Ca", None), ("3 mol N2", "3 mol O2", "quantity"), ("0.5 M", "0.5 mol", None),
        ("2 g/l", "2 g/cm³", None), ("3 ly", "3 years", None), ("4 L", "4 ml", None),
        ("12 cm^3", "12 l", None), ("12 m s", "12 m/s", "quantity"), ("3 g", "3 mol Ca", None),
        ("5 ohms", "5 volts", None),
    ],
    "TeX": [
        (r"\frac34", "4/3", None), (r"\frac3{4}", "34", "number"), ("2^{3}4", "2^34", "expression"),
        ("x_{1}2", "x_12", None), (r"\sqrt{2}3", "sqrt(23)", None), (r"\frac{1}{2}^2", "1/2", "number"),
        (r"3\frac12", "3/2", None), (r"0.\overline{3}", "0.3", "number"), (r"0.\overline{36}", "0.36", None),
        (r"\begin{pmatrix}1\\2\end{pmatrix}", r"\begin{pmatrix}1&2\end{pmatrix}", None),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", r"\begin{pmatrix}1&3\\2&4\end{pmatrix}", None),
        (r"\sqrt[3]{8}", "sqrt(8)", "expression"), ("x^{12}", "x^1 2", "expression"),
        (r"\binom{5}{2}", "5/2", None), (r"\frac{1}{2}x", "1/(2x)", "expression"), (r"12\%", r"12\$", None),
        (r"\boxed{1}, \boxed{2}", "1", None), ("4210_{6}", "4210_5", None), (r"1\,000", "1", None),
        (r"\frac{a+b}{c}", "a+b/c", None),
    ],
    "names and brackets": [
        ("Q(3, 4)", "P(3, 4)", None), ("(4, 3)", "P(3, 4)", None),
        ("(y, x) = (3, 4)", "(x, y) = (3, 4)", None), ("S = {1, 3}", "{1, 2}", None),
        ("D = (0, 2)", "(0, 1)", None), ("f(3) = 10", "3", "number"), ("line 4", "5", "number"),
        ("line 4 or 5", "4", "number"), ("line 4", "step 4", None), ("half 4", "4", "number"),
        ("before 4", "4", "number"), ("line -4", "4", "number"), ("not line 4", "4", "number"),
        ("D = (0, 1), (1, 2)", "(0, 1)", None), ("P(3, 4) or P(4, 3)", "P(3, 4)", None),
        ("s(g(6)) = 157", "156", None), ("P(3, 4, 5)", "P(3, 4)", None),
    ],
    "words around words": [
        ("Ben and Anna", "Anna, Ben", "list"), ("Anna and Ben", "Anna", None), ("Anna", "Anna, Ben", None),
        ("Anna, Ben, Cleo", "Anna and Ben", "text"), ("the yellow and green lamp", "yellow", "text"),
        ("the yellow green lamp", "yellow", "text"), ("not the yellow lamp", "yellow", "text"),
        ("carbon dioxide", "carbon", "text"), ("New York", "York", "text"),
        ("London Bridge", "London", "text"), ("sodium chloride", "sodium", "text"),
        ("the red or blue lamp", "red", None), ("in Millbrook or Calder", "Millbrook", "text"),
        ("not in Millbrook", "Millbrook", "text"), ("near Millbrook", "Millbrook", "text"),
        ("Anna Smith", "Anna", "text"), ("the lamp", "yellow", "text"), ("yellow?", "yellow", "text"),
        ("O(n)", "O(n log n)", "text"), ("O(n log m)", "O(n log n)", "text"),
        ("Anna or Ben", "Anna and Ben", None), ("yellow lamp post", "yellow", "text"),
    ],
    "intervals": [
        ("x >= 5", "(5, ∞)", None), ("x < 5", "(5, ∞)", None), ("(5, ∞)", "[5, ∞)", None),
        ("(-3, 4)", "[-3, 4]", None), ("-3 < x < 5", "(-3, 4)", None), ("y > 5", "x > 5", None),
        ("x > -5", "x > 5", None), ("2x > 5", "x > 5", None), ("x > 1", "x < 1 or x > 1", None),
        ("(-∞, 1)", "(-∞, 1) ∪ (3, ∞)", None), ("x < 1 and x > 3", "x < 1 or x > 3", None),
        ("x > 5 or x < 5", "x > 5", None), ("5", "x > 5", None), ("x = 5", "x >= 5", None),
        ("(∞, 5)", "(-∞, 5)", None), ("|x| > 3", "|x| < 3", None), ("[-2, 7]", "-2 < x < 7", None),
        ("x != 5", "x > 5", None),
    ],
    "equations and functions": [
        ("4x + 8y = 5", "2x + 4y - 3 = 0", None), ("y = 3 + 2x", "2x + y = 3", None),
        ("x = 4", "x^2 = 16", None), ("24", "5!", None), ("-3", "|-3|", None), ("|x|", "x", "expression"),
        ("|-x|", "-x", "expression"), ("8", r"\log_2 8", None), (r"\log_3 8", r"\log_2 8", None),
        ("20", r"\binom{5}{2}", None), ("e*x", "e^x", None), ("x_1 - x_2", "x_1 + x_2", None),
        ("x1 + x3", "x_1 + x_2", None), ("n!", "(n+1)!", None), ("7 R3", "7 R2", None),
        ("7", "7 remainder 2", None), ("2 R7", "7 R2", None), ("2x + 4y = 0", "2x + 4y - 3 = 0", None),
        ("11a + c", "7 = 11a + c", None), ("12 = 36", "12 = 35", None), ("5!", "5", "number"),
        ("72", "7 R2", None),
    ],
    "choices": [
        ("A - B", "A", "choice"), ("A - or B", "A", "choice"), ("A: or B", "A", "choice"),
        ("A) B) C)", "A", "choice"), ("A - one, B - two", "A", "choice"), ("B - the time", "A", "choice"),
        ("A and B", "A", "choice"), ("A not B", "B", "choice"), ("A is wrong", "A", "choice"),
        ("not A", "A", "choice"), ("A - London", "A) Paris", "choice"),
    ],
}
SAME += [row for rows in SAME_BY_KIND.values() for row in rows]
DIFFERENT += [row for rows in DIFFERENT_BY_KIND.values() for row in rows]

# candidate, gold answer, kind, question, whether it is right
ASKED = [
    # lowest terms
    ("18/40", "9/20", "number", "What is 1/4 + 1/5? Give a fraction in lowest terms.", False),
    ("9/20", "9/20", "number", "What is 1/4 + 1/5? Give a fraction in lowest terms.", True),
    (r"\frac{18}{40}", "9/20", "number", "Write it as a reduced fraction.", False),
    ("x = 18/40", "9/20", "number", "Give the simplest form.", False),
    ("0.45", "9/20", "number", "Give a fraction in lowest terms.", True),
    ("5/5", "1", "number", "As a reduced fraction, how likely is it?", False),
    ("18/40", "9/20", "number", "What is 1/4 + 1/5?", True),
    ("6/8", "3/4", None, "What is 1/2 + 1/4?", True),
    ("14:168", "1:12", "ratio", "Write the ratio as simply as possible.", False),
    ("14:168", "1:12", "ratio", "What is the ratio of boys to girls?", True),
    ("14 to 168", "1:12", "ratio", "", False),
    ("12 to 14", "6:7", "ratio", "Simplify the ratio.", False),
    ("6 to 7", "6:7", "ratio", "Simplify the ratio.", True),
    ("12/16 = 3/4", "3/4", "number", "In lowest terms?", True),
    # percentages
    ("28%", "28", "number", "What percentage of the students passed?", True),
    ("28%", "28", "number", "How many students passed?", False),
    ("28%", "28", "number", "How many students passed, if 40% of 70 did?", False),
    ("28 percent", "28", "number", "What percent is it?", True),
    ("30%", "30", "number", "What are his chances of making the team?", True),
    ("27%", "27", "number", "The mean grade is 75%. What is the lowest grade that is enough?", True),
    ("36%", "36", None, "How old is Ann?", False),
    ("50%", "1/2", "number", "How likely is heads?", True),
    ("50%", "0.5", "number", "What is 1/4 + 1/4?", True),
    ("25%", "25%", "number", "How much is it?", True),
    ("$36%", "36", "number", "How many dollars are left?", False),
    ("36 percent", "36", "number", "How many apples are left?", False),
    ("36 per cent", "36", "number", "By what percentage did it rise?", True),
    # what is counted in dozens, quarters, millions
    ("3 dozen", "3", "number", "How many dozen eggs does she need?", True),
    ("3 dozen", "3", "number", "How many eggs does she need?", False),
    ("36", "3", "number", "How many dozens does she need?", False),
    ("8 quarters", "8", "number", "How many quarters are in the jar?", True),
    ("8 quarters", "8", "number", "How many coins are in the jar?", False),
    ("405 million", "405", "number", "How many millions did the film earn?", True),
    ("$60 million", "60", "number", "How much money is left, in millions of dollars?", True),
    ("$60 million", "60", "number", "How much money is left?", False),
    ("two dozen", "24", "number", "How many eggs?", True),
    ("5 tenths", "5", "number", "How many tenths make a half?", True),
    # nouns of the question
    ("the brass lamp", "brass", "text", "Which lamp burns, the brass or the tin one?", True),
    ("the brass statue", "brass", "text", "Which lamp burns, the brass or the tin one?", False),
    ("the yellow lamp", "yellow", "text", "Which lamp burns?", True),
    ("carbon dioxide", "carbon", "text", "Which element is it?", False),
]


def _rows(table):
    return [pytest.param(*row, id=f"{row[0]!r} for {row[1]!r} as {row[2]}"[:80]) for row in table]


@pytest.mark.parametrize(("candidate", "gold", "kind"), _rows(SAME))
def test_same(candidate, gold, kind):
    assert same_answer(candidate, gold, kind)
    assert same_answer(candidate, gold, kind, lenient=True)


@pytest.mark.parametrize(("candidate", "gold", "kind"), _rows(DIFFERENT))
def test_different(candidate, gold, kind):
    assert not same_answer(candidate, gold, kind)
    assert not same_answer(candidate, gold, kind, lenient=True)


@pytest.mark.parametrize(("candidate", "gold", "kind", "question", "right"), ASKED)
def test_the_question_decides(candidate, gold, kind, question, right):
    assert same_answer(candidate, gold, kind, question=question) == right
