#!/usr/bin/env python3
"""Measures how long reports of usage take over a ledger of five million attempts, as a caller sees it.

  Benchmarks/ledger/reports.py [--binary B] [--rows N] [--spread wide]

A year of attempts by 200 keys in 20 teams, each key with three models of thirty (`--spread wide`: all thirty), is written into
the embedded database of a gateway, attempts and sums both; then each report is asked for through the admin API.
"""

import argparse
import pathlib
import random
import re
import sqlite3
import statistics
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ADMIN = "sk-admin-0123456789abcdef0123456789"
YEAR = 365
REPORTS = [
    "", "?by=key", "?by=team", "?by=provider", "?by=model", "?by=tag", "?by=key,model&from={start}", "?per=day&from={start}",
    "?by=key&per=day&from={month}", "?by=model&per=hour&from={week}", "?by=key,team,provider,model&from={start}", "?key=key17&per=hour",
    "?by=model&team=team3&from={start}",
]


def start(binary, folder):
    (folder / "gateway.yaml").write_text(
        f'server: {{ port: 0 }}\ndata_dir: ./data\nauth: {{ admin_key: "{ADMIN}" }}\n')
    process = subprocess.Popen([binary, "serve", "--config", "gateway.yaml"], cwd=folder, stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
            return process, f"http://127.0.0.1:{found[1]}"
    raise SystemExit("the gateway does not start")


def fill(path, rows, models_per_key, first_day):
    database = sqlite3.connect(path)
    database.execute("PRAGMA synchronous = OFF")
    random.seed(1)
    models = [(f"provider{n % 8}", f"model-{n}") for n in range(30)]
    keys = [(f"key{n}", f"team{n % 20}", f'["tag{n % 10}"]', random.sample(models, models_per_key)) for n in range(200)]
    hours, days, cross, batch = {}, {}, {}, []
    kinds = {}
    insertion = ("INSERT INTO attempt_rows (number, call, ordinal, time, kind, tags, ceiling, expires, sent, certainty, cost, status, "
                 "milliseconds, input, output) VALUES (?, ?, 1, ?, ?, ?, 90000, 0, 1, 1, ?, 200, 900, ?, ?)")
    for number in range(1, rows + 1):
        when = first_day * 86400 + (number - 1) * YEAR * 86400 // rows
        key, team, tags, own = random.choice(keys)
        provider, model = random.choice(own)
        given, made = random.randint(50, 4000), random.randint(10, 800)
        cost = given * 150 + made * 600
        kind = kinds.setdefault((key, team, model, provider, model), len(kinds) + 1)
        batch.append((number, f"{when:08x}{number:024x}", when, kind, tags, cost, given, made))
        hour = when // 3600
        for scope in ((0, ""), (1, key), (2, team), (3, tags[2:-2]), (4, f"{provider}/{model}"), (5, provider)):
            for sums, place in ((hours, (*scope, hour)), (days, (*scope, hour // 24))):
                add(sums, place, given, made, cost)
        add(cross, (hour // 24, key, team, provider, model), given, made, cost)
        if len(batch) == 100000:
            database.executemany(insertion, batch)
            batch.clear()
    database.executemany(insertion, batch)
    database.executemany(
        "INSERT INTO attempt_kinds (number, key, team, model, provider, target_model, rate, operation, stream) "
        "VALUES (?, ?, ?, ?, ?, ?, 'r', 'generate', 0)", ((number, *kind) for kind, number in kinds.items()))
    for table, sums in (("usage_hours", hours), ("usage_days", days), ("usage_cross", cross)):
        places = ", ".join("?" * (len(next(iter(sums))) + 8))
        database.executemany(f"INSERT INTO {table} VALUES ({places})",
                             ((*place, s[0], 0, 0, 0, s[1], s[2], 0, s[3]) for place, s in sorted(sums.items())))
    # As the gateway sums them up itself.
    database.execute(
        "INSERT INTO usage_cross_months "
        "SELECT CAST(strftime('%s', day * 86400, 'unixepoch', 'start of month') AS INTEGER) / 86400 AS month, key, team, provider, "
        "model, sum(attempts), sum(failed), sum(uncertain), sum(unpriced), sum(input), sum(output), sum(cache_read), sum(cost) "
        "FROM usage_cross GROUP BY 1, 2, 3, 4, 5")
    database.commit()
    counts = {t: database.execute(f"SELECT count(*) FROM {t}").fetchone()[0]
              for t in ("attempt_rows", "usage_hours", "usage_days", "usage_cross")}
    database.close()
    return counts


def add(sums, place, given, made, cost):
    sum = sums.setdefault(place, [0, 0, 0, 0])
    for index, value in enumerate((1, given, made, cost)):
        sum[index] += value


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=ROOT / ".build/release/llmgateway")
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--spread", choices=["usual", "wide"], default="usual")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ledger-", dir=ROOT / ".build") as name:
        folder = pathlib.Path(name)
        process, _ = start(options.binary, folder)
        process.terminate()
        process.wait()
        first_day = int(time.time()) // 86400 - YEAR + 1
        counts = fill(folder / "data/gateway.sqlite", options.rows, 30 if options.spread == "wide" else 3, first_day)
        print(", ".join(f"{count:,} rows of {table}" for table, count in counts.items()))
        began = time.monotonic()
        process, url = start(options.binary, folder)
        print(f"ready after {time.monotonic() - began:.2f} s")
        day = time.strftime("%Y-%m-%d", time.gmtime(first_day * 86400))
        # A report has 10,000 lines at the most: 200 keys by day fit for a month, 30 models by hour for a week.
        month, week = (time.strftime("%Y-%m-%d", time.gmtime((first_day + YEAR - days) * 86400)) for days in (30, 7))
        slowest = 0
        for report in REPORTS:
            report = report.format(start=day, month=month, week=week)
            times = []
            for _ in range(7):
                request = urllib.request.Request(
                    f"{url}/admin/api/usage{report}", headers={"authorization": f"Bearer {ADMIN}"})
                began = time.monotonic()
                body = urllib.request.urlopen(request).read()
                times.append((time.monotonic() - began) * 1000)
            slowest = max(slowest, statistics.median(times))
            print(f"{statistics.median(times):8.1f} ms (most {max(times):.1f})  {len(body):9,} bytes  usage{report}")
        print(f"slowest median {slowest:.1f} ms")
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
