"""`python -m tunix_reasoning` is the command `tunix-reasoning`."""

from tunix_reasoning.cli import main

main()
