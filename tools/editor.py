"""Brings the query editor of the server from the npm registry into kg/server/vendor, which git ignores.

    python tools/editor.py

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
VENDOR = Path(__file__).parent.parent / "kg" / "server" / "vendor"


def main() -> int:
    stamp = VENDOR / "version"
    if stamp.is_file() and stamp.read_text() == PACKAGE:
        return 0
    npm = shutil.which("npm")
    if npm is None:
        print("no npm: the server's query editor is left out (everything else works)", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([npm, "pack", PACKAGE, "--silent"], cwd=folder, check=False, stdout=subprocess.DEVNULL)
        packed = next(Path(folder).glob("*.tgz"), None)
        if packed is None:
            print(f"npm did not bring {PACKAGE}: the server's query editor is left out (everything else works)", file=sys.stderr)
            return 0
        data = packed.read_bytes()
    if base64.b64encode(hashlib.sha512(data).digest()).decode() != SHA512:
        print(f"{PACKAGE}: the package isn't the one that was reviewed (SHA-512 differs)", file=sys.stderr)
        return 1
    VENDOR.mkdir(exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for name in FILES:
            member = archive.extractfile(f"package/{name}")
            assert member is not None, name
            (VENDOR / Path(name).name).write_bytes(member.read())
    stamp.write_text(PACKAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
