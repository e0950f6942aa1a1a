"""Takes from a process what answering a query never needs: sockets, other programs, memory without end.

On Linux the kernel refuses every socket from then on, whatever the query engine may try (seccomp, see `man 2 seccomp`).
Elsewhere only the check of the query's words (`kg.graph.sparql`) stands before the network.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import struct
import sys

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, FILTER = 1, 38, 22, 2
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06  # instructions of the classic packet filter
ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
MACHINES = {  # audit number; numbers of the calls socket, socketpair, connect, execve, execveat, io_uring_setup
    "x86_64": (0xC000003E, (41, 53, 42, 59, 322, 425)),
    "aarch64": (0xC00000B7, (198, 199, 203, 221, 281, 425)),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def confine(memory: int) -> bool:
    """Limit this process to `memory` bytes of data, give others the way, end with the parent, and close the network.

    Returns whether the kernel guards the network from now on.
    """
    if os.name != "posix":
        return False
    import resource

    os.nice(5)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    return platform.machine() in MACHINES and _close_network(libc, *MACHINES[platform.machine()])


def _close_network(libc: ctypes.CDLL, audit: int, calls: tuple[int, ...]) -> bool:
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    program = _program(audit, calls)
    compiled = _Program(len(program) // 8, program)
    return libc.prctl(PR_SET_SECCOMP, FILTER, ctypes.byref(compiled)) == 0


def _program(audit: int, calls: tuple[int, ...]) -> bytes:
    """A foreign instruction set ends the process, the calls fail with EACCES, all else passes."""
    steps = [(LOAD, 0, 0, 4), (EQUAL, 1, 0, audit), (RETURN, 0, 0, KILL), (LOAD, 0, 0, 0)]
    for number in calls:
        steps += [(EQUAL, 0, 1, number), (RETURN, 0, 0, ERROR | errno.EACCES)]
    steps.append((RETURN, 0, 0, ALLOW))
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
