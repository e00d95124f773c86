"""Starts the binary's servers and waits for their banners."""

import contextlib
import json
import os
import re
import subprocess
import time

BINARY = os.environ["LLMGATEWAY_BINARY"]


@contextlib.contextmanager
def running(arguments, folder):
    """Runs `llmgateway <arguments>`; yields the address its banner names; ends it and expects exit code 0."""
    # Only what a test sets: a provider's key in the caller's environment must not reach this process.
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    log = folder / "log"
    with open(log, "wb") as output:
        process = subprocess.Popen(
            [BINARY, *arguments], stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=folder, env=environment)
    try:
        yield address(process, log)
        process.terminate()
        assert process.wait(40) == 0, log.read_text()[-3000:]
    finally:
        process.kill()


def address(process, log, seconds=30):
    """The first address in the banner, once it is there."""
    deadline = time.monotonic() + seconds
    while not (found := re.search(r"^  (?:Base URL|Address) +(http://[\d.:]+)", log.read_text(), re.M)):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"no banner came:\n{log.read_text()[-3000:]}")
        time.sleep(0.02)
    return found[1]


@contextlib.contextmanager
def serving(configuration, folder):
    """A gateway with this configuration."""
    file = folder / "gateway.yaml"
    file.write_text(json.dumps(configuration))
    with running(["serve", "--config", "gateway.yaml"], folder) as url:
        yield url
