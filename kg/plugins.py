"""Extractors, readers and exporters by name: built in, by entry point, or as `module:function`."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from typing import Any

from kg.errors import PluginError


def load(group: str, builtin: Mapping[str, str], name: str) -> Callable[..., Any]:
    """The callable called `name` in `builtin` or the entry points of `group`, or at `module:function`.

    Raises `PluginError` that lists the known names, or names the import that failed.
    """
    installed = {point.name: point.value for point in entry_points(group=group)}
    target = builtin.get(name) or installed.get(name) or name
    module, colon, function = target.partition(":")
    if not colon:
        known = ", ".join(sorted({*builtin, *installed}))
        raise PluginError(f"{name!r} is no {group.rpartition('.')[2].rstrip('s')}; known: {known}; or give module:function")
    try:
        return getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError) as error:
        raise PluginError(f"{target!r} can't be loaded: {error}") from error
