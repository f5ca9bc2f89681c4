"""A short-lived process: what takes too long can be ended, and what it loaded goes with it.

The child is this Python. It reads its work on standard input, and its answer is what it writes on standard output.
"""

import asyncio
import os
import sys


class ChildEnded(RuntimeError):
    """It did not reach its end. `status` is what it ended with, as subprocess counts: a signal is negative."""

    def __init__(self, status: int) -> None:
        super().__init__(f"ended with {status}")
        self.status = status


async def ask(module: str, work: bytes, *, seconds: float) -> bytes:
    """What `main()` of the module answers. Raises TimeoutError after so many seconds, and ChildEnded."""
    # A session of its own: Ctrl-C ends the program, not the child.
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        f"from {module} import main; main()",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    )
    try:
        answer, _ = await asyncio.wait_for(process.communicate(work), seconds)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise ChildEnded(process.returncode)
    return answer
