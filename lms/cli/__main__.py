"""`python -m lms.cli …`."""

from lms.cli.commands import main

if __name__ == "__main__":
    main()
