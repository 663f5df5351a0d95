"""Alembic's entry: migrates on the connection that `lms.storage.migrate` hands over."""

from alembic import context

from lms.storage.tables import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, transactional_ddl=True, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
