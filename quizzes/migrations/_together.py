"""Many new tables at once."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState


class Together(Operation):
    """New tables, made as they are once all operations are done.

    One by one, Django would draw all models anew after each operation, which takes the first start
    longer than everything else.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ["operations"]

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # drawn when somebody asks for it, once
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, before: Any, after: Any
    ) -> None:
        for model in self._models(app_label, editor, after):
            editor.create_model(model)

    def database_backwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, before: Any, after: Any
    ) -> None:
        for model in reversed(self._models(app_label, editor, before)):
            editor.delete_model(model)

    def describe(self) -> str:
        return "Make all tables"

    def _models(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: Any) -> list[Any]:
        names = [one.name for one in self.operations if isinstance(one, CreateModel)]
        models = [state.apps.get_model(app_label, name) for name in names]
        return [m for m in models if self.allow_migrate_model(editor.connection.alias, m)]
