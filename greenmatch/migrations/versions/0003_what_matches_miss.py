"""What matches miss"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("match", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unmet", sa.Boolean(), nullable=True))
        batch_op.create_index(batch_op.f("ix_match_unmet"), ["unmet"], unique=False)
    # The worker looks at the others.
    op.execute(
        """
        UPDATE "match" SET unmet = false WHERE need_id NOT IN (
            SELECT listing_id FROM requirement
            WHERE strength IN ('must', 'exclude') AND threshold <> ''
        )
        """
    )


def downgrade() -> None:
    with op.batch_alter_table("match", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_match_unmet"))
        batch_op.drop_column("unmet")
