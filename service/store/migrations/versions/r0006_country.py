"""Whose command a request is, for the transparency figures."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column; requests read before say nothing until they are read again."""
    op.add_column("requests", sa.Column("country", sa.String(length=2), nullable=True))
