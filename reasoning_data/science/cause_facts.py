"""What is observed in nature, why, and how the one leads to the other: the bank behind the causal questions."""

from __future__ import annotations

from typing import NamedTuple


class Fact(NamedTuple):
    subject: str
    """Wrong answers come from the same subject."""
    observed: str
    """What is seen, as a clause."""
    cause: str
    """Why, as a clause that follows `because`."""
    steps: tuple[str, str]
    """How the cause leads to what is seen, each a sentence."""
    links: tuple[str, str]
    """What each of the two sentences is about, in its words."""


FACTS = {
    "sky": Fact(
        "light", "the sky is blue by day", "air scatters short waves of light more than long ones",
        ("Blue light has short waves and is thrown in all directions.",
         "So blue reaches the eye from every part of the sky."),
        ("thrown in all directions", "from every part of the sky"),
    ),
    "season": Fact(
        "light", "summers are warmer than winters", "the axis of the Earth is tilted",
        ("In summer the sunlight arrives more steeply and the days are longer.",
         "Each square meter then receives more energy."),
        ("arrives more steeply", "receives more energy"),
    ),
    "eclipse": Fact(
        "light", "the Sun goes dark during a solar eclipse", "the Moon stands between the Sun and the Earth",
        ("Its shadow falls on a part of the Earth.", "Whoever stands in the shadow cannot see the Sun."),
        ("shadow falls", "cannot see the Sun"),
    ),
    "straw": Fact(
        "light", "a straw looks bent in a glass of water", "light changes direction when it leaves the water",
        ("The eye follows the rays back in a straight line.", "So it sees the lower part at a wrong place."),
        ("back in a straight line", "at a wrong place"),
    ),
    "moon": Fact(
        "light", "the Moon changes its shape during a month",
        "the sunlit half of the Moon is seen from changing directions",
        ("The Sun always lights one half.", "As the Moon goes round the Earth, more or less of that half faces us."),
        ("always lights one half", "more or less of that half"),
    ),
    "ozone": Fact(
        "light", "skin burns faster high in the mountains", "less air is left to absorb ultraviolet light",
        ("The rays have passed through only the upper part of the atmosphere.", "So more of them reach the skin."),
        ("only the upper part", "more of them reach the skin"),
    ),
    "stars": Fact(
        "light", "stars twinkle", "moving air bends starlight again and again",
        ("Warm and cold layers bend light differently.",
         "The thin ray of a star is shifted back and forth many times a second."),
        ("bend light differently", "shifted back and forth"),
    ),
    "shade": Fact(
        "light", "black cars get hotter in the sun than white ones", "dark surfaces absorb more light",
        ("The absorbed light turns into heat.", "White paint sends most of it back."),
        ("turns into heat", "sends most of it back"),
    ),
    "ice": Fact(
        "heat", "ice floats on water", "water expands when it freezes",
        ("The same mass then takes up more room, so ice has a lower density.",
         "What is less dense than a liquid floats on it."),
        ("takes up more room", "less dense than a liquid"),
    ),
    "sweat": Fact(
        "heat", "sweating cools the body", "evaporating water takes up heat",
        ("The fastest particles leave the skin as vapor.",
         "The slower ones that stay have less energy, so the skin cools."),
        ("leave the skin as vapor", "so the skin cools"),
    ),
    "balloon": Fact(
        "heat", "a hot-air balloon rises", "air expands when it is heated",
        ("Part of the air leaves, so the rest in the balloon is less dense than the air outside.",
         "A body that is lighter than the air it displaces is pushed upward."),
        ("less dense than the air outside", "pushed upward"),
    ),
    "jet": Fact(
        "heat", "ears feel pressure in a climbing plane", "the air pressure falls with height",
        ("The air inside the ear still has the higher pressure from below.", "It presses the eardrum outward."),
        ("higher pressure from below", "presses the eardrum outward"),
    ),
    "breath": Fact(
        "heat", "breath forms a cloud in cold air", "cold air can hold less water vapor",
        ("The warm breath cools as soon as it leaves the mouth.", "The surplus vapor condenses to tiny drops."),
        ("cools as soon as", "condenses to tiny drops"),
    ),
    "wood": Fact(
        "heat", "a metal spoon feels colder than a wooden one", "metal conducts heat better",
        ("It leads heat away from the finger quickly, though both have the temperature of the room.",
         "The skin feels the loss of heat, not the temperature of the thing."),
        ("leads heat away", "feels the loss of heat"),
    ),
    "bridge": Fact(
        "heat", "bridges have gaps between their parts", "steel and concrete expand in the heat",
        ("On a hot day every part grows a little longer.", "Without gaps the parts would press and bend each other."),
        ("grows a little longer", "press and bend each other"),
    ),
    "desert": Fact(
        "heat", "desert nights are cold", "dry, cloudless air lets heat escape",
        ("By day the ground stores warmth.",
         "After sunset it radiates into space, and there are no clouds to send it back."),
        ("ground stores warmth", "radiates into space"),
    ),
    "pipe": Fact(
        "heat", "full water bottles burst in the freezer", "ice needs more room than the water it came from",
        ("The closed bottle leaves no space for the growth.", "The pressure rises until the glass gives way."),
        ("no space for the growth", "until the glass gives way"),
    ),
    "salt": Fact(
        "heat", "salt melts the ice on a road", "dissolved salt lowers the freezing point of water",
        ("The salty film on the ice is still liquid below zero.",
         "More ice dissolves into it until the road is free."),
        ("still liquid below zero", "until the road is free"),
    ),
    "leaf": Fact(
        "life", "leaves turn yellow in autumn", "the tree breaks down its green chlorophyll",
        ("With the green gone, other colors are no longer covered.", "Yellow pigments were there all summer."),
        ("no longer covered", "pigments were there all summer"),
    ),
    "fever": Fact(
        "life", "a vaccinated person rarely falls ill again", "the immune system keeps memory cells",
        ("They recognize the germ at once when it returns.", "Antibodies are then ready before the germ can spread."),
        ("recognize the germ at once", "Antibodies are then ready"),
    ),
    "plant": Fact(
        "life", "a plant on a window sill bends toward the light", "the shaded side of a stem grows faster",
        ("A growth substance moves away from the light.",
         "The longer dark side pushes the stem over to the bright side."),
        ("moves away from the light", "pushes the stem over"),
    ),
    "sprint": Fact(
        "life", "the heart beats faster during a run", "working muscles need more oxygen",
        ("Blood carries the oxygen to them.", "A faster beat moves more blood each minute."),
        ("carries the oxygen", "more blood each minute"),
    ),
    "fish": Fact(
        "life", "fish suffocate in warm ponds", "warm water holds less oxygen",
        ("The gas escapes from the water as the temperature rises.", "Gills can take up only what is dissolved."),
        ("gas escapes from the water", "only what is dissolved"),
    ),
    "green": Fact(
        "life", "plants die without light", "photosynthesis needs the energy of light",
        ("In it the plant makes sugar from carbon dioxide and water.",
         "Without sugar it has nothing to grow or live on."),
        ("makes sugar from carbon dioxide", "nothing to grow or live on"),
    ),
    "antibiotic": Fact(
        "life", "some germs survive an antibiotic that once worked", "random mutations made a few germs resistant",
        ("The drug kills all the others.", "The resistant ones multiply and pass the trait on."),
        ("kills all the others", "pass the trait on"),
    ),
    "owl": Fact(
        "life", "more field mice are seen after owls disappear", "owls no longer eat the mice",
        ("Mice were what the owls lived on.", "With nobody to hunt them, more mice survive and breed."),
        ("what the owls lived on", "more mice survive"),
    ),
    "rust": Fact(
        "chemistry", "an old iron nail turns brown outdoors", "iron reacts with oxygen and water",
        ("The reaction forms iron oxide, which is brown.", "It flakes off, so fresh iron below reacts as well."),
        ("forms iron oxide", "fresh iron below reacts"),
    ),
    "bread": Fact(
        "chemistry", "bread dough rises", "yeast turns sugar into carbon dioxide",
        ("The gas is held in bubbles by the sticky dough.", "More bubbles mean more volume."),
        ("held in bubbles", "more volume"),
    ),
    "milk": Fact(
        "chemistry", "milk turns sour in a warm room", "bacteria turn milk sugar into acid",
        ("Warmth lets the bacteria multiply quickly.", "The acid they make tastes sour and thickens the milk."),
        ("multiply quickly", "thickens the milk"),
    ),
    "soap": Fact(
        "chemistry", "soap removes grease", "one end of a soap particle clings to fat and the other to water",
        ("Many such particles surround each drop of grease.", "Water then carries the drop away."),
        ("surround each drop of grease", "carries the drop away"),
    ),
    "lemon": Fact(
        "chemistry", "lemon juice dissolves limestone", "acids react with carbonates",
        ("The reaction makes carbon dioxide, which bubbles off.", "The rest of the stone goes into solution."),
        ("makes carbon dioxide", "goes into solution"),
    ),
    "candle": Fact(
        "chemistry", "a candle goes out under a glass", "a flame uses up the oxygen around it",
        ("The wax burns only with oxygen.", "When little of it is left, the burning stops."),
        ("burns only with oxygen", "the burning stops"),
    ),
    "apple": Fact(
        "chemistry", "a cut apple turns brown", "oxygen reacts with substances in opened cells",
        ("The knife opens many cells and lets the air in.", "The reaction makes brown pigments."),
        ("opens many cells", "makes brown pigments"),
    ),
    "thunder": Fact(
        "forces", "thunder is heard after the lightning is seen", "sound travels far more slowly than light",
        ("Both start at the same moment.",
         "Light needs almost no time, while sound needs seconds for each kilometer."),
        ("start at the same moment", "seconds for each kilometer"),
    ),
    "tide": Fact(
        "forces", "the sea rises and falls twice a day", "the gravity of the Moon pulls the oceans",
        ("The pull is stronger on the near side and weaker on the far side, which makes two bulges.",
         "The turning Earth carries each coast through both."),
        ("makes two bulges", "carries each coast through both"),
    ),
    "echo": Fact(
        "forces", "a shout comes back from a cliff", "sound is reflected by hard surfaces",
        ("The wave travels to the rock and turns round.", "It arrives late because it covers the way twice."),
        ("travels to the rock", "covers the way twice"),
    ),
    "magnet": Fact(
        "forces", "a compass needle points north", "the Earth has a magnetic field",
        ("The needle is a small magnet that can turn freely.", "It lines up with the field around it."),
        ("needle is a small magnet", "lines up with the field"),
    ),
    "bulb": Fact(
        "forces", "a thin wire glows when a strong current flows", "electrical resistance turns energy into heat",
        ("The thin wire resists the current strongly and becomes very hot.", "A body hot enough gives off light."),
        ("becomes very hot", "gives off light"),
    ),
    "seatbelt": Fact(
        "forces", "passengers are thrown forward when a car brakes", "bodies keep their motion unless a force acts",
        ("The brakes slow the car, but not the people directly.",
         "They go on at the old speed until the belt holds them."),
        ("not the people directly", "at the old speed"),
    ),
    "pressure": Fact(
        "forces", "a sharp knife cuts better than a blunt one", "a force on a smaller area makes a higher pressure",
        ("The thin edge touches very little of the bread.", "The same push therefore presses much harder there."),
        ("touches very little", "presses much harder"),
    ),
    "vacuum": Fact(
        "forces", "no sound is heard in space", "sound needs matter to travel through",
        ("A sound wave is a shaking of neighboring particles.", "In empty space there are none to shake."),
        ("shaking of neighboring particles", "none to shake"),
    ),
    "orbit": Fact(
        "forces", "astronauts float in a space station",
        "a space station and the people in it fall around the Earth together",
        ("Gravity still acts on both.", "As both fall in the same way, the floor never presses on the feet."),
        ("acts on both", "never presses on the feet"),
    ),
}
SAME = frozenset(("ice", "pipe"))
"""Two facts about freezing water, which would explain each other: no question has both."""
