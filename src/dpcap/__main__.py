"""`python -m dpcap`: the command where the shell does not find it."""

from dpcap.cli import main

if __name__ == "__main__":
    main()
