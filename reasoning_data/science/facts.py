"""What is observed in nature, why, and how the one leads to the other: the bank behind the causal questions."""

from __future__ import annotations

from typing import NamedTuple


class Fact(NamedTuple):
    observed: str
    """What is seen, as a clause."""
    cause: str
    """Why, as a clause that follows `because`."""
    steps: tuple[str, str]
    """How the cause leads to what is seen, each a sentence."""


FACTS = {
    "ice": Fact(
        "ice floats on water", "water expands when it freezes",
        ("The same mass then takes up more room, so ice has a lower density.",
         "What is less dense than a liquid floats on it."),
    ),
    "sky": Fact(
        "the sky is blue by day", "air scatters short waves of light more than long ones",
        ("Blue light has short waves and is thrown in all directions.",
         "So blue reaches the eye from every part of the sky."),
    ),
    "season": Fact(
        "summers are warmer than winters", "the axis of the Earth is tilted",
        ("In summer the sunlight arrives more steeply and the days are longer.",
         "Each square meter then receives more energy."),
    ),
    "rust": Fact(
        "an old iron nail turns brown outdoors", "iron reacts with oxygen and water",
        ("The reaction forms iron oxide, which is brown.", "It flakes off, so fresh iron below reacts as well."),
    ),
    "thunder": Fact(
        "thunder is heard after the lightning is seen", "sound travels far more slowly than light",
        ("Both start at the same moment.",
         "Light needs almost no time, while sound needs seconds for each kilometer."),
    ),
    "tide": Fact(
        "the sea rises and falls twice a day", "the gravity of the Moon pulls the oceans",
        ("The pull is stronger on the near side and weaker on the far side, which makes two bulges.",
         "The turning Earth carries each coast through both."),
    ),
    "leaf": Fact(
        "leaves turn yellow in autumn", "the tree breaks down its green chlorophyll",
        ("With the green gone, other colors are no longer covered.", "Yellow pigments were there all summer."),
    ),
    "sweat": Fact(
        "sweating cools the body", "evaporating water takes up heat",
        ("The fastest particles leave the skin as vapor.",
         "The slower ones that stay have less energy, so the skin cools."),
    ),
    "bread": Fact(
        "bread dough rises", "yeast turns sugar into carbon dioxide",
        ("The gas is held in bubbles by the sticky dough.", "More bubbles mean more volume."),
    ),
    "balloon": Fact(
        "a hot-air balloon rises", "air expands when it is heated",
        ("Part of the air leaves, so the rest in the balloon is less dense than the air outside.",
         "A body that is lighter than the air it displaces is pushed upward."),
    ),
    "eclipse": Fact(
        "the Sun goes dark during a solar eclipse", "the Moon stands between the Sun and the Earth",
        ("Its shadow falls on a part of the Earth.", "Whoever stands in the shadow cannot see the Sun."),
    ),
    "straw": Fact(
        "a straw looks bent in a glass of water", "light changes direction when it leaves the water",
        ("The eye follows the rays back in a straight line.", "So it sees the lower part at a wrong place."),
    ),
    "echo": Fact(
        "a shout comes back from a cliff", "sound is reflected by hard surfaces",
        ("The wave travels to the rock and turns round.", "It arrives late because it covers the way twice."),
    ),
    "jet": Fact(
        "ears feel pressure in a climbing plane", "the air pressure falls with height",
        ("The air inside the ear still has the higher pressure from below.", "It presses the eardrum outward."),
    ),
    "moss": Fact(
        "milk turns sour in a warm room", "bacteria turn milk sugar into acid",
        ("Warmth lets the bacteria multiply quickly.", "The acid they make tastes sour and thickens the milk."),
    ),
    "salt": Fact(
        "salt melts the ice on a road", "dissolved salt lowers the freezing point of water",
        ("The salty film on the ice is still liquid below zero.",
         "More ice dissolves into it until the road is free."),
    ),
    "fever": Fact(
        "a vaccinated person rarely falls ill again", "the immune system keeps memory cells",
        ("They recognize the germ at once when it returns.", "Antibodies are then ready before the germ can spread."),
    ),
    "breath": Fact(
        "breath forms a cloud in cold air", "cold air can hold less water vapor",
        ("The warm breath cools as soon as it leaves the mouth.", "The surplus vapor condenses to tiny drops."),
    ),
    "magnet": Fact(
        "a compass needle points north", "the Earth has a magnetic field",
        ("The needle is a small magnet that can turn freely.", "It lines up with the field around it."),
    ),
    "plant": Fact(
        "a plant on a window sill bends toward the light", "the shaded side of a stem grows faster",
        ("A growth substance moves away from the light.",
         "The longer dark side pushes the stem over to the bright side."),
    ),
    "wood": Fact(
        "a metal spoon feels colder than a wooden one", "metal conducts heat better",
        ("It leads heat away from the finger quickly, though both have the temperature of the room.",
         "The skin feels the loss of heat, not the temperature of the thing."),
    ),
    "bridge": Fact(
        "bridges have gaps between their parts", "steel and concrete expand in the heat",
        ("On a hot day every part grows a little longer.", "Without gaps the parts would press and bend each other."),
    ),
    "moon": Fact(
        "the Moon changes its shape during a month", "the sunlit half of the Moon is seen from changing directions",
        ("The Sun always lights one half.", "As the Moon goes round the Earth, more or less of that half faces us."),
    ),
    "sprint": Fact(
        "the heart beats faster during a run", "working muscles need more oxygen",
        ("Blood carries the oxygen to them.", "A faster beat moves more blood each minute."),
    ),
    "desert": Fact(
        "desert nights are cold", "dry, cloudless air lets heat escape",
        ("By day the ground stores warmth.",
         "After sunset it radiates into space, and there are no clouds to send it back."),
    ),
    "bulb": Fact(
        "a thin wire glows when a strong current flows", "electrical resistance turns energy into heat",
        ("The thin wire resists the current strongly and becomes very hot.", "A body hot enough gives off light."),
    ),
    "soap": Fact(
        "soap removes grease", "one end of a soap particle clings to fat and the other to water",
        ("Many such particles surround each drop of grease.", "Water then carries the drop away."),
    ),
    "fish": Fact(
        "fish suffocate in warm ponds", "warm water holds less oxygen",
        ("The gas escapes from the water as the temperature rises.", "Gills can take up only what is dissolved."),
    ),
    "seatbelt": Fact(
        "passengers are thrown forward when a car brakes", "bodies keep their motion unless a force acts",
        ("The brakes slow the car, but not the people directly.",
         "They go on at the old speed until the belt holds them."),
    ),
    "pressure": Fact(
        "a sharp knife cuts better than a blunt one", "a force on a smaller area makes a higher pressure",
        ("The thin edge touches very little of the bread.", "The same push therefore presses much harder there."),
    ),
    "ozone": Fact(
        "skin burns faster high in the mountains", "less air is left to absorb ultraviolet light",
        ("The rays have passed through only the upper part of the atmosphere.", "So more of them reach the skin."),
    ),
    "stars": Fact(
        "stars twinkle", "moving air bends starlight again and again",
        ("Warm and cold layers bend light differently.",
         "The thin ray of a star is shifted back and forth many times a second."),
    ),
    "green": Fact(
        "plants die without light", "photosynthesis needs the energy of light",
        ("In it the plant makes sugar from carbon dioxide and water.",
         "Without sugar it has nothing to grow or live on."),
    ),
    "vacuum": Fact(
        "no sound is heard in space", "sound needs matter to travel through",
        ("A sound wave is a shaking of neighboring particles.", "In empty space there are none to shake."),
    ),
    "orbit": Fact(
        "astronauts float in a space station", "a space station and the people in it fall around the Earth together",
        ("Gravity still acts on both.", "As both fall in the same way, the floor never presses on the feet."),
    ),
    "antibiotic": Fact(
        "some germs survive an antibiotic that once worked", "random mutations made a few germs resistant",
        ("The drug kills all the others.", "The resistant ones multiply and pass the trait on."),
    ),
    "frog": Fact(
        "more field mice are seen after owls disappear", "owls no longer eat the mice",
        ("Mice were what the owls lived on.", "With nobody to hunt them, more mice survive and breed."),
    ),
    "pipe": Fact(
        "full water bottles burst in the freezer", "ice needs more room than the water it came from",
        ("The closed bottle leaves no space for the growth.", "The pressure rises until the glass gives way."),
    ),
    "lemon": Fact(
        "lemon juice dissolves limestone", "acids react with carbonates",
        ("The reaction makes carbon dioxide, which bubbles off.", "The rest of the stone goes into solution."),
    ),
    "shade": Fact(
        "black cars get hotter in the sun than white ones", "dark surfaces absorb more light",
        ("The absorbed light turns into heat.", "White paint sends most of it back."),
    ),
}
