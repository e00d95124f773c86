"""What the scripts that watch the gateway at work have in common: an emulated provider, and settings with all switched on."""

import contextlib
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Benchmarks/gateway"))
import bench  # noqa: E402


@contextlib.contextmanager
def folder(upstream, port):
    """A folder with the bench's programs and `gateway.yaml`, and beside it the emulator at work on port `upstream`."""
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        for program in ("emulator", "load"):
            source = ROOT / f"Benchmarks/gateway/{program}.c"
            subprocess.run(["cc", "-O2", "-o", place / program, source], check=True)
        settings = (ROOT / "Benchmarks/gateway/gateway.yaml").read_text()
        values = {"DIR": place, "DATA": place / "data", "PORT": port, "UPSTREAM": upstream, "KEY": bench.KEY}
        for name, value in values.items():
            settings = settings.replace(f"@{name}@", str(value))
        (place / "gateway.yaml").write_text(settings)
        bench.UPSTREAM = upstream
        emulator = bench.Process([place / "emulator", str(upstream)], set(bench.CPUS), subprocess.DEVNULL)
        time.sleep(0.5)
        try:
            yield place
        finally:
            emulator.stop()
