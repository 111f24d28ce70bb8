"""`python -m tunix_reasoning` is the command `tunix-reasoning`."""

from tunix_reasoning.commands import main

main()
