#!/usr/bin/env python3
"""Measures the release build (gw) beside nginx with one worker (nginx1), on the same work, one core each.

  make bench                      all suites, five repetitions; writes docs/reference/performance.md
  make bench BENCH="--quick"      one short repetition, printed only
  make bench BENCH="--before F"   the build F beside them, of a time when keys had no limits and budgets

The target has the last CPU for itself, load generator and emulator share the first. Samples of the targets are
interleaved (nginx1 gw nginx1 gw …); figures are medians, ratios are medians of the ratios within a repetition.
Each repetition is a new start of nginx and the gateway: where a start's memory lies makes a tenth of difference for as
long as it runs, so many samples of one start are no better than a few.
A sample during which other processes used much CPU is taken again, at most three times, and counted as noisy after.
CPU per call is that of the target's processes and threads over all answers; it is the steadiest figure.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
KEY = "sk-bench-0123456789abcdef0123456789abcdef"
UPSTREAM = 21100
PORTS = {"direct": UPSTREAM, "nginx1": 21101, "gw": 21102, "before": 21103}
CPUS = sorted(os.sched_getaffinity(0))
FRONT, BACK = {CPUS[0]}, {CPUS[-1]}
FOREIGN = 0.15  # CPUs that others may use during a sample


# --- processes ----------------------------------------------------------------------------------------------------

class Process:
    """A program and its children, with their CPU time and memory."""

    def __init__(self, command, cpus, log):
        self.started = time.monotonic()
        self.running = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=lambda: os.sched_setaffinity(0, cpus))

    def pids(self):
        found, todo = [], [self.running.pid]
        while todo:
            pid = todo.pop()
            found.append(pid)
            for task in glob_numbers(f"/proc/{pid}/task"):
                todo += [int(child) for child in read(f"/proc/{pid}/task/{task}/children").split()]
        return found

    def cpu(self):
        """Seconds of CPU of all threads."""
        total = 0
        for pid in self.pids():
            for task in glob_numbers(f"/proc/{pid}/task"):
                total += int((read(f"/proc/{pid}/task/{task}/schedstat").split() or ["0"])[0])
        return total / 1e9

    def resident(self):
        """KiB in memory."""
        pages = sum(int((read(f"/proc/{pid}/statm").split() + ["0", "0"])[1]) for pid in self.pids())
        return pages * os.sysconf("SC_PAGESIZE") // 1024

    def stop(self):
        self.running.send_signal(signal.SIGTERM)
        try:
            self.running.wait(10)
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait()


def read(path):
    try:
        return pathlib.Path(path).read_text()
    except OSError:
        return ""


def glob_numbers(folder):
    try:
        return [name for name in os.listdir(folder) if name.isdigit()]
    except OSError:
        return []


def busy():
    """Seconds of CPU that the machine has spent on anything."""
    ticks = [int(x) for x in read("/proc/stat").split("\n", 1)[0].split()[1:9]]
    return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")


def answers(port):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/v1/chat/completions", body(200, False).encode(),
        {"authorization": f"Bearer {KEY}", "content-type": "application/json"})
    try:
        return urllib.request.urlopen(request, timeout=5).status == 200
    except OSError:
        return False


# --- what is sent -------------------------------------------------------------------------------------------------

def body(size, stream, model="emu"):
    messages = [{"role": "system", "content": "Answer briefly, and say when you do not know."}]
    request = {"model": model, "messages": messages, "temperature": 0.2, "max_tokens": 256}
    if stream:
        request |= {"stream": True, "stream_options": {"include_usage": True}}
    line = "The quick brown fox jumps over the lazy dog while the gateway counts what it costs. "
    while (room := size - len(json.dumps(request))) > 60:
        role = "user" if len(messages) % 2 else "assistant"
        messages.append({"role": role, "content": (line * 8)[: min(600, room - 40)]})
    return json.dumps(request)


def mode(**settings):
    query = "&".join(f"{name}={value}" for name, value in settings.items())
    urllib.request.urlopen(f"http://127.0.0.1:{UPSTREAM}/mode?{query}", timeout=5).read()


TARGETS = ("direct", "nginx1", "gw")
# The gateway alone, by what its upstream speaks: OpenAI chat, as the caller does, and the forms that it translates.
UPSTREAMS = {"relay": "emulator", "Anthropic": "anthropic", "Gemini": "gemini", "Bedrock": "bedrock"}


class Suite:
    def __init__(self, name, connections, size=2048, stream=False, delay_us=0, interval_us=0, events=64, seconds=None,
                 times=1, targets=TARGETS):
        self.name, self.connections, self.size, self.stream, self.times = name, connections, size, stream, times
        self.targets = targets
        self.mode = {"delay_us": delay_us, "interval_us": interval_us, "events": events}
        self.seconds = seconds


SUITES = [Suite("2 kB", n) for n in (1, 16, 64, 256)]
SUITES += [Suite("100 kB", 16, size=102400)]
# Both are nearly idle, so what they measure is small beside what the machine does of its own: more samples of each.
SUITES += [Suite("20 ms upstream", n, delay_us=20000, times=times) for n, times in ((1, 1), (16, 3))]
SUITES += [Suite("paced streams", n, stream=True, delay_us=20000, interval_us=10000, times=times)
           for n, times in ((64, 3), (256, 1))]
SUITES += [Suite("open streams", 1000, stream=True, interval_us=1000000, events=60, seconds=6, targets=TARGETS[1:])]
SUITES += [Suite("translated", 64, targets=tuple(UPSTREAMS)), Suite("translated streams", 64, stream=True, targets=tuple(UPSTREAMS))]
# The same load for all, which none is at its end with: what a call costs then does not hang on how busy its peers are.
SUITES += [Suite("translated at a rate", 256, delay_us=20000, targets=tuple(UPSTREAMS))]


# --- measuring ----------------------------------------------------------------------------------------------------

class Bench:
    def __init__(self, options, folder, data):
        self.options, self.folder, self.processes, self.startup = options, folder, {}, {}
        self.data = data
        self.samples = []
        for program in ("emulator", "load"):
            subprocess.run(["cc", "-O2", "-o", folder / program, HERE / f"{program}.c"], check=True)
        self.emulator = Process([folder / "emulator", str(UPSTREAM)], FRONT, subprocess.DEVNULL)
        wait_for(lambda: answers(UPSTREAM), self.emulator)

    def command(self, target):
        source = {"nginx1": "nginx.conf", "before": "before.yaml"}.get(target, "gateway.yaml")
        text = (HERE / source).read_text()
        for name, value in {"DIR": self.folder, "DATA": self.data, "PORT": PORTS[target], "UPSTREAM": UPSTREAM, "KEY": KEY}.items():
            text = text.replace(f"@{name}@", str(value))
        (self.folder / source).write_text(text)
        if target == "nginx1":
            nginx = shutil.which("nginx") or "/usr/sbin/nginx"
            return [nginx, "-e", self.folder / "nginx.log", "-c", self.folder / source]
        binary = self.options.before if target == "before" else self.options.binary
        return [binary, "serve", "--config", self.folder / source]

    def start(self, target):
        with open(self.folder / f"{target}.out", "wb") as log:
            process = Process(self.command(target), BACK, log)
        if not wait_for(lambda: answers(PORTS[target]), process):
            sys.exit(f"{target} does not answer:\n{read(self.folder / (target + '.out'))[-2000:]}")
        return process, time.monotonic() - process.started

    def measure_startup(self, target):
        """Seconds to the first answer and KiB two seconds later: medians of several starts."""
        times, memory = [], []
        for _ in range(1 if self.options.quick else 5):
            process, seconds = self.start(target)
            time.sleep(2)
            times.append(seconds)
            memory.append(process.resident())
            process.stop()
        self.startup[target] = (statistics.median(times), statistics.median(memory) / 1024)

    def sample(self, suite, target, repetition):
        seconds = suite.seconds or self.options.seconds
        name = self.folder / f"{suite.size}{'s' if suite.stream else ''}.json"
        served, model = ("gw", f"{UPSTREAMS[target]}/emu") if target in UPSTREAMS else (target, "emu")
        name.write_text(body(suite.size, suite.stream, model))
        url = f"http://127.0.0.1:{PORTS[served]}/v1/chat/completions"
        command = [self.folder / "load", str(suite.connections), str(seconds), "0.5", name, KEY, url]
        process = self.processes.get(served)
        for _ in range(1 if self.options.quick else 4):
            mode(**suite.mode)
            before, all_before, own_before = cpu_of(process), busy(), cpu_of(self.emulator)
            clock = time.monotonic()
            load = Process([str(x) for x in command + ["stream"] * suite.stream], FRONT, subprocess.PIPE)
            peak = 0
            while load.running.poll() is None:
                if suite.name == "open streams" and process:
                    peak = max(peak, process.resident())
                own_load = load.cpu() or 0
                time.sleep(0.05)
            result = json.loads(load.running.stdout.read())
            cpu = cpu_of(process) - before
            ours = cpu + cpu_of(self.emulator) - own_before + own_load
            foreign = (busy() - all_before - ours) / (time.monotonic() - clock)
            if foreign < FOREIGN:
                break
        result |= {"suite": suite.name, "connections": suite.connections, "target": target, "repetition": repetition,
                   "cpu": cpu, "foreign": foreign, "resident": peak}
        self.samples.append(result)
        print(f"{suite.name:15} {suite.connections:5} {target:7} {result['rps']:10.1f}/s  p50 {result['p50']:9.1f} us  "
              f"errors {result['errors']}  foreign {foreign:.2f}", flush=True)

    def run(self):
        served = [*TARGETS[1:], *(["before"] if self.options.before else [])]
        for target in served:
            self.measure_startup(target)
        for repetition in range(self.options.repetitions):
            self.stop_targets()
            for target in served:
                self.processes[target] = self.start(target)[0]
            for suite in SUITES:
                if self.options.suites and not re.search(self.options.suites, suite.name):
                    continue
                if suite.name != "open streams" or repetition == 0:
                    self.run_suite(suite, repetition)

    def run_suite(self, suite, repetition):
        times = 1 if self.options.quick else suite.times
        beside = ["before"] if self.options.before and "gw" in suite.targets else []
        for number in range(repetition * times, (repetition + 1) * times):
            for target in [*suite.targets, *beside]:
                self.sample(suite, target, number)

    def stop_targets(self):
        while self.processes:
            self.processes.popitem()[1].stop()

    def stop(self):
        self.stop_targets()
        self.emulator.stop()


def cpu_of(process):
    return process.cpu() if process else 0


def wait_for(condition, process, limit=30):
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline and process.running.poll() is None:
        if condition():
            return True
        time.sleep(0.002)
    return False


# --- the report ---------------------------------------------------------------------------------------------------

class Report:
    def __init__(self, bench):
        self.samples, self.startup, self.options = bench.samples, bench.startup, bench.options

    def values(self, suite, connections, target, figure):
        return [figure(s) for s in self.samples
                if (s["suite"], s["connections"], s["target"]) == (suite, connections, target)]

    def median(self, *place):
        values = self.values(*place)
        return statistics.median(values) if values else None

    def ratio(self, suite, connections, figure, target="gw", reference="nginx1"):
        pairs = zip(self.values(suite, connections, target, figure), self.values(suite, connections, reference, figure))
        ratios = [a / b for a, b in pairs if b]
        return statistics.median(ratios) if ratios else None

    def added(self, suite, connections, figure, target, reference="direct"):
        """Microseconds over the reference: the median of the differences within a repetition."""
        pairs = zip(self.values(suite, connections, target, figure), self.values(suite, connections, reference, figure))
        values = [a - b for a, b in pairs]
        return statistics.median(values) if values else None

    def text(self):
        return "\n".join([*self.head(), *self.goals(), *self.calls(), *self.streams(), *self.translated(), *self.processes()]) + "\n"

    def head(self):
        noisy = sum(s["foreign"] >= FOREIGN for s in self.samples)
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
        model = re.search(r"model name\s*: (.*)", read("/proc/cpuinfo"))
        more = ", ".join(f"{s.name} with {s.connections}: {s.times} times as many" for s in SUITES if s.times > 1)
        return [
            "# Performance", "",
            "Written by `make bench`; what is measured, and how, stands in "
            "[Benchmarks/gateway/bench.py](../../Benchmarks/gateway/bench.py).", "",
            f"{time.strftime('%Y-%m-%d')}, commit {commit}, {model[1] if model else 'unknown CPU'}, {os.cpu_count()} CPUs, "
            f"{self.options.repetitions} repetitions of {self.options.seconds:g} s, each a new start of nginx and the "
            f"gateway ({more}), {len(self.samples)} samples, "
            f"{noisy} of them noisy, {sum(s['errors'] for s in self.samples)} errors. `nginx1` is nginx with one worker. "
            "`gw` has key check, model access, routing, limits, three budgets, the crash-safe ledger (on a disk, "
            "`durability: process`), usage, cost and request log (to a file in memory) on; one event loop."
            + (" `before` is a build from before there were budgets and a ledger." if self.options.before else ""), "",
        ]

    def goals(self):
        per_call, per_event = (lambda s: s["cpu"] / max(1, s["all_ok"])), (lambda s: s["cpu"] / max(1, s["all_events"]))
        rate = lambda s: s["rps"]
        translated = lambda target: self.ratio("translated", 64, rate, target, "relay")
        rows = [
            ("2 kB, 1 connection, requests/s to nginx1", self.ratio("2 kB", 1, rate), 0.85, 0.95),
            ("2 kB, 64 connections, requests/s to nginx1", self.ratio("2 kB", 64, rate), 0.45, 0.60),
            ("2 kB, 256 connections, requests/s to nginx1", self.ratio("2 kB", 256, rate), 0.45, 0.60),
            ("100 kB, 16 connections, requests/s to nginx1", self.ratio("100 kB", 16, rate), 0.35, 0.50),
            ("CPU per call, 64 connections, to nginx1", self.ratio("2 kB", 64, per_call), 2.2, 1.7),
            ("CPU per paced event, 64 streams, to nginx1", self.ratio("paced streams", 64, per_event), 1.4, 1.1),
            ("p50 added over nginx1 at a 20 ms upstream, 1 connection, ms",
             scaled(self.added("20 ms upstream", 1, lambda s: s["p50"], "gw", "nginx1")), 0.15, 0.05),
            ("p50 added over nginx1 at a 20 ms upstream, 16 connections, ms",
             scaled(self.added("20 ms upstream", 16, lambda s: s["p50"], "gw", "nginx1")), 0.15, 0.05),
            ("translated to Anthropic, requests/s to the relay", translated("Anthropic"), 0.6, 0.6),
            ("translated to Gemini, requests/s to the relay", translated("Gemini"), 0.6, 0.6),
            ("translated to Bedrock, requests/s to the relay", translated("Bedrock"), 0.6, 0.6),
            ("KiB per open stream at 1,000", self.per_stream("gw"), 24, 16),
            ("ready after, s", self.startup["gw"][0], 0.15, 0.06),
            ("idle memory, MiB", self.startup["gw"][1], 40, 25),
        ]
        out = ["## Goals", "", "| | measured | must | aim | |", "|---|---|---|---|---|"]
        for name, value, must, aim in rows:
            better = (lambda limit: value >= limit) if "requests/s" in name else (lambda limit: value <= limit)
            verdict = "not measured" if value is None else "aim met" if better(aim) else "must met" if better(must) else "missed"
            out.append(f"| {name} | {show(value, 3)} | {must} | {aim} | {verdict} |")
        return out + [""]

    def calls(self):
        out = ["## Calls", "",
               "| | connections | target | requests/s | to nginx1 | CPU µs per call | p50 µs | p50 added | p99 added | errors |",
               "|---|---|---|---|---|---|---|---|---|---|"]
        for suite, n, target in self.places(False):
            median = lambda figure: self.median(suite, n, target, figure)
            ratio = self.ratio(suite, n, lambda s: s["rps"], target) if target in ("gw", "before") else None
            cpu = None if target == "direct" else median(lambda s: s["cpu"] / max(1, s["all_ok"]) * 1e6)
            out.append("| " + " | ".join([
                suite, str(n), target, show(median(lambda s: s["rps"]), 0), show(ratio, 2), show(cpu, 1),
                show(median(lambda s: s["p50"]), 0), show(self.added(suite, n, lambda s: s["p50"], target), 0),
                show(self.added(suite, n, lambda s: s["p99"], target), 0),
                str(sum(self.values(suite, n, target, lambda s: s["errors"])))]) + " |")
        return out + [""]

    def streams(self):
        out = ["## Streams", "", "66 events, the first after 20 ms, then one each 10 ms.", "",
               "| streams | target | events/s | CPU µs per event | to nginx1 | first event p50 ms | first event p99 ms | errors |",
               "|---|---|---|---|---|---|---|---|"]
        for suite, n, target in self.places(True):
            median = lambda figure: self.median(suite, n, target, figure)
            per_event = lambda s: s["cpu"] / max(1, s["all_events"])
            cpu = None if target == "direct" else median(lambda s: per_event(s) * 1e6)
            ratio = self.ratio(suite, n, per_event, target) if target in ("gw", "before") else None
            out.append("| " + " | ".join([
                str(n), target, show(median(lambda s: s["events"] / self.options.seconds), 0), show(cpu, 1), show(ratio, 2),
                show(median(lambda s: s["first_p50"] / 1000), 2), show(median(lambda s: s["first_p99"] / 1000), 2),
                str(sum(self.values(suite, n, target, lambda s: s["errors"])))]) + " |")
        return out + [""]

    def translated(self):
        out = ["## Translated", "",
               "The door is OpenAI's chat completions, the upstream speaks another form; 64 connections, 2 kB. Streams are of "
               "66 events, as fast as they are taken. `relay` is the upstream that speaks the door's form. At a rate: 256 "
               "connections before an upstream that takes 20 ms, some 12,000 calls a second for all; the ratio is the "
               "relay's CPU time for a call to that of the translated one.", "",
               "| upstream | requests/s | to relay | CPU µs per call | streams/s | to relay | CPU µs per stream "
               "| at a rate, CPU µs per call | to relay | errors |",
               "|---|---|---|---|---|---|---|---|---|---|"]
        rate, per_call = (lambda s: s["rps"]), (lambda s: s["cpu"] / max(1, s["all_ok"]) * 1e6)
        for target in UPSTREAMS:
            cells, errors = [target], 0
            for suite in ("translated", "translated streams"):
                ratio = None if target == "relay" else self.ratio(suite, 64, rate, target, "relay")
                cells += [show(self.median(suite, 64, target, rate), 0), show(ratio, 2),
                          show(self.median(suite, 64, target, per_call), 1)]
                errors += sum(self.values(suite, 64, target, lambda s: s["errors"]))
            place = ("translated at a rate", 256)
            ratio = None if target == "relay" else self.ratio(*place, per_call, "relay", target)
            cells += [show(self.median(*place, target, per_call), 1), show(ratio, 2)]
            errors += sum(self.values(*place, target, lambda s: s["errors"]))
            out.append("| " + " | ".join([*cells, str(errors)]) + " |")
        return out + [""]

    def processes(self):
        out = ["## Processes", "", "| target | KiB per open stream at 1,000 | ready after, s | idle memory, MiB |", "|---|---|---|---|"]
        for target in self.startup:
            ready, idle = self.startup[target]
            out.append(f"| {target} | {show(self.per_stream(target), 1)} | {show(ready, 3)} | {show(idle, 1)} |")
        return out

    def places(self, paced):
        seen = dict.fromkeys((s["suite"], s["connections"], s["target"]) for s in self.samples)
        wanted = (lambda name: name == "paced streams") if paced else (lambda name: "streams" not in name and not name.startswith("translated"))
        return [place for place in seen if wanted(place[0])]

    def per_stream(self, target):
        peak = self.median("open streams", 1000, target, lambda s: s["resident"])
        return None if peak is None else (peak - self.startup[target][1] * 1024) / 1000


def scaled(microseconds):
    return None if microseconds is None else microseconds / 1000


def show(value, digits):
    return "" if value is None else f"{value:,.{digits}f}"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short repetition, printed only")
    parser.add_argument("--suites", help="a regular expression over the names of the suites")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--binary", default=ROOT / ".build/release/llmgateway")
    parser.add_argument("--before", help="another build, measured beside")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "docs/reference/performance.md")
    options = parser.parse_args()
    if options.quick:
        options.seconds, options.repetitions = 1, 1
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    # The ledger is on a disk, as it is where it counts.
    with tempfile.TemporaryDirectory(prefix="bench-", dir=memory) as folder, \
            tempfile.TemporaryDirectory(prefix="bench-data-", dir=ROOT / ".build") as data:
        bench = Bench(options, pathlib.Path(folder), data)
        try:
            bench.run()
        finally:
            bench.stop()
        report = Report(bench).text()
    if options.quick or options.suites:
        print(report)
    else:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(report)
        print(f"Written to {options.out}")
    sys.exit(any(s["errors"] for s in bench.samples))


if __name__ == "__main__":
    main()
