"""The material of the odd-one-out family: kinds of things and their members."""

from __future__ import annotations

# kind: its wider kind, members that fit no other kind here, what they have in common
CATEGORIES = {
    "fruits": (
        "food",
        ("apple", "banana", "cherry", "grape", "mango", "peach", "pear", "plum", "lemon", "kiwi"),
        "they grow from the flowers of trees, bushes or vines and are eaten sweet",
    ),
    "vegetables": (
        "food",
        ("carrot", "onion", "cabbage", "spinach", "leek", "celery", "turnip", "broccoli"),
        "they are roots, stems or leaves that are usually cooked or eaten in salads",
    ),
    "drinks": (
        "food",
        ("coffee", "tea", "lemonade", "cocoa", "cider", "milk"),
        "they are liquids that people drink",
    ),
    "birds": (
        "animals",
        ("sparrow", "eagle", "owl", "penguin", "swan", "parrot", "heron", "stork", "robin"),
        "they have feathers and lay eggs",
    ),
    "fish": (
        "animals",
        ("trout", "salmon", "shark", "herring", "cod", "tuna", "carp", "pike"),
        "they live in water and breathe through gills",
    ),
    "insects": (
        "animals",
        ("ant", "bee", "beetle", "butterfly", "wasp", "mosquito", "cricket", "moth"),
        "they have six legs and no bones",
    ),
    "mammals": (
        "animals",
        ("horse", "cow", "whale", "dog", "rabbit", "lion", "bat", "elephant", "mouse"),
        "they feed their young with milk",
    ),
    "reptiles": (
        "animals",
        ("snake", "lizard", "crocodile", "tortoise", "gecko", "iguana"),
        "they have scales and lay eggs on land",
    ),
    "trees": (
        "plants",
        ("oak", "birch", "pine", "maple", "willow", "beech", "cedar", "elm"),
        "they have a woody trunk and grow tall",
    ),
    "flowers": (
        "plants",
        ("rose", "tulip", "daisy", "lily", "violet", "sunflower", "poppy", "orchid"),
        "they are grown for their colored blossoms",
    ),
    "musical instruments": (
        "objects",
        ("violin", "trumpet", "piano", "flute", "drum", "guitar", "harp", "cello"),
        "they are played to make music",
    ),
    "tools": (
        "objects",
        ("hammer", "saw", "drill", "chisel", "wrench", "pliers", "screwdriver", "file"),
        "they are held in the hand to build or repair things",
    ),
    "pieces of furniture": (
        "objects",
        ("table", "chair", "sofa", "wardrobe", "bed", "desk", "bookcase", "stool"),
        "they stand in rooms to sit, lie, work or store things on",
    ),
    "vehicles": (
        "objects",
        ("car", "bus", "train", "bicycle", "lorry", "tram", "tractor", "van"),
        "they carry people or goods on land",
    ),
    "clothes": (
        "objects",
        ("shirt", "trousers", "skirt", "jacket", "coat", "dress", "sweater", "sock"),
        "they are worn on the body",
    ),
    "kitchen utensils": (
        "objects",
        ("pan", "ladle", "spoon", "whisk", "kettle", "grater", "sieve", "fork"),
        "they are used to prepare or eat food",
    ),
    "colors": (
        "ideas",
        ("red", "blue", "green", "yellow", "purple", "gray", "brown", "white"),
        "they are seen in light and have no shape of their own",
    ),
    "shapes": (
        "ideas",
        ("circle", "triangle", "square", "oval", "hexagon", "rectangle", "pentagon"),
        "they are closed figures one can draw",
    ),
    "months": (
        "time",
        ("January", "April", "June", "August", "October", "December"),
        "they are parts of a year of about thirty days",
    ),
    "weekdays": (
        "time",
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
        "they are days on which many people work",
    ),
    "planets": (
        "space",
        ("Mercury", "Venus", "Mars", "Jupiter", "Saturn", "Uranus", "Neptune"),
        "they go round the sun",
    ),
    "continents": (
        "places",
        ("Africa", "Asia", "Europe", "Australia", "Antarctica"),
        "they are the largest pieces of land",
    ),
    "rivers": (
        "places",
        ("the Nile", "the Amazon", "the Danube", "the Rhine", "the Ganges", "the Mississippi"),
        "they are flowing water that ends in a sea or a lake",
    ),
    "capital cities": (
        "places",
        ("Paris", "Rome", "Tokyo", "Cairo", "Madrid", "Ottawa", "Lima", "Oslo"),
        "each of them is the seat of a government",
    ),
    "sports": (
        "activities",
        ("football", "tennis", "swimming", "rowing", "boxing", "fencing", "hockey", "judo"),
        "they are done for exercise or in contests",
    ),
    "professions": (
        "people",
        ("doctor", "teacher", "baker", "pilot", "farmer", "plumber", "judge", "nurse"),
        "people earn their living by them",
    ),
    "relatives": (
        "people",
        ("aunt", "uncle", "cousin", "grandmother", "nephew", "sister", "father"),
        "they are members of one's family",
    ),
    "metals": (
        "materials",
        ("iron", "copper", "gold", "silver", "tin", "lead", "zinc"),
        "they shine, conduct electricity and can be hammered flat",
    ),
    "fabrics": (
        "materials",
        ("cotton", "silk", "wool", "linen", "velvet", "denim"),
        "they are cloth that one can sew",
    ),
    "body parts": (
        "body",
        ("arm", "leg", "nose", "ear", "knee", "elbow", "shoulder", "ankle"),
        "they belong to a person's body",
    ),
    "weather": (
        "nature",
        ("rain", "snow", "fog", "hail", "storm", "drizzle", "frost"),
        "it happens in the air and changes from day to day",
    ),
    "feelings": (
        "ideas",
        ("joy", "anger", "fear", "sadness", "envy", "pride", "hope"),
        "they are felt inside and cannot be touched",
    ),
}
