"""Brings the query editor of the server from the npm registry into kg/server/vendor, which git ignores.

    python -m kg.server.editor

The version and the hash of the package are fixed here. Needs npm; what is there already is left alone.
"""

from __future__ import annotations

import base64
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@zazuko/yasgui@4.6.2"
SHA512 = "Zw45KdPoAE1KRaAoxIHdQqeJxvaVG1oQdntw0hy0ktX35Zu8ZccuOLrXCLwR+GU+0xMzLw8Mjw6BkSZV2vUuQw=="
FILES = ("build/yasgui.min.js", "build/yasgui.min.css", "package.json")
VENDOR = Path(__file__).parent / "vendor"


def main() -> int:
    """The exit code: 1 if the package isn't the one that was reviewed, 0 too if it can't be had."""
    if (VENDOR / "version").is_file() and (VENDOR / "version").read_text() == PACKAGE:
        return 0
    data = packed()
    if not data:
        return 0
    if base64.b64encode(hashlib.sha512(data).digest()).decode() != SHA512:
        print(f"{PACKAGE}: the package isn't the one that was reviewed (SHA-512 differs)", file=sys.stderr)
        return 1
    unpack(data)
    return 0


def packed() -> bytes:
    """The package as npm brings it; nothing if it doesn't, and that is told."""
    npm = shutil.which("npm")
    with tempfile.TemporaryDirectory() as folder:
        if npm:
            subprocess.run([npm, "pack", PACKAGE, "--silent"], cwd=folder, check=False, stdout=subprocess.DEVNULL)
        found = next(Path(folder).glob("*.tgz"), None)
        if found:
            return found.read_bytes()
    why = f"npm did not bring {PACKAGE}" if npm else "no npm"
    print(f"{why}: the server's query editor is left out (everything else works)", file=sys.stderr)
    return b""


def unpack(data: bytes) -> None:
    VENDOR.mkdir(exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for name in FILES:
            member = archive.extractfile(f"package/{name}")
            assert member is not None, name
            (VENDOR / Path(name).name).write_bytes(member.read())
    (VENDOR / "version").write_text(PACKAGE)


if __name__ == "__main__":
    sys.exit(main())
