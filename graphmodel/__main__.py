"""``python -m graphmodel``."""

from graphmodel.cli import main

if __name__ == "__main__":
    main()
