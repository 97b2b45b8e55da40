"""The roles and permissions of the code as the table of docs/security.md."""

import sys
from pathlib import Path

from service.cases.roles import MATRIX, MEANS, Permission, Role

BEGIN = "<!-- roles: written by `python -m service.access.matrix` -->\n"
END = "<!-- /roles -->\n"
PAGE = Path("docs/security.md")


def table() -> str:
    """A Markdown table: a permission a row, a role a column."""
    head = ["permission", *Role, "opens"]
    rows = [head, ["---", *(":-:" for _ in Role), "---"], *map(_row, Permission)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def written(page: str) -> str:
    """The page with the table of today between its marks."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}{table()}{END}{after}"


def _row(permission: Permission) -> list[str]:
    marks = ["●" if permission in MATRIX[role] else "" for role in Role]
    return [f"`{permission}`", *marks, MEANS[permission]]


def main() -> None:
    """Write the table into the page."""
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
    sys.stdout.write(f"{PAGE}\n")


if __name__ == "__main__":
    main()
