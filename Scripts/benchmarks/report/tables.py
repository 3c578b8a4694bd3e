# SPDX-License-Identifier: MIT
"""The tables of Documentation/Benchmarks.md, one function for what each part found."""

from benchmarks.parts import indexing, scan
from benchmarks.parts.runtimes import OWN
from benchmarks.report.markdown import NOTHING, cosine, megabytes, number, ratio, table
from benchmarks.settings import BATCHES, PRECISIONS, RCLIP_MODEL, STARTER, VIT_B_32

TITLES = {STARTER: "starter", VIT_B_32: "ViT-B/32", RCLIP_MODEL: "ViT-B/32-256"}


def machine(found: dict) -> str:
    facts = found["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in facts["versions"].items())
    gigabytes = facts["memory_bytes"] / 2**30
    lines = [
        f"{facts['processor']}, {facts['cores']} cores, {gigabytes:.0f} GiB; {facts['system']}; {facts['date']}.",
        f"{versions}.",
    ]
    if facts["quick"]:
        lines.append("**A quick run, to try the scripts out: these figures mean nothing.**")
    return "  \n".join(lines)


def encoder(found: dict) -> str:
    rows = []
    for precision in PRECISIONS:
        contestants = [row for row in found["rows"] if row["precision"] == precision]
        for row in contestants:
            rates = [number(row["rates"][str(batch)]["images_per_second"]) for batch in BATCHES]
            rows.append([precision, row["runtime"], *rates, cosine(row["least_cosine"]), cosine(row["mean_cosine"])])
        ratios = [ratio(against_best(contestants, batch)) for batch in BATCHES]
        rows.append([precision, "**ratio to the best peer**", *(f"**{one}**" for one in ratios), "", ""])
    heads = ["", "runtime", *(f"batch {batch}" for batch in BATCHES), "least cosine", "mean cosine"]
    return table(heads, rows, words=2)


def against_best(contestants: list[dict], batch: int) -> float | None:
    rates = {row["runtime"]: row["rates"][str(batch)]["images_per_second"] for row in contestants}
    own = rates.pop(OWN, None)
    return own / max(rates.values()) if own and rates else None


def text(found: dict) -> str:
    rows = []
    for precision in PRECISIONS:
        contestants = [row for row in found["rows"] if row["precision"] == precision]
        for row in contestants:
            padded, trimmed = row.get("padded_milliseconds"), row["trimmed_milliseconds"]
            rows.append([precision, row["runtime"], number(padded), number(trimmed), cosine(row["least_cosine"])])
        own = [row["trimmed_milliseconds"] for row in contestants if row["runtime"] == OWN]
        peers = [row for row in contestants if row["runtime"] != OWN]
        ratios = [
            ratio(min(row[f"{length}_milliseconds"] for row in peers) / own[0] if own else None)
            for length in ("padded", "trimmed")
        ]
        rows.append([precision, "**ratio to the best peer**", *(f"**{one}**" for one in ratios), ""])
    return table(["", "runtime", "77 tokens, ms", "its own tokens, ms", "least cosine"], rows, words=2)


def indexing_table(found: dict) -> str:
    rows = []
    for album in found["albums"]:
        peer = next(row["photos_per_second"] for row in album["rows"] if row["name"] == indexing.RCLIP)
        for row in album["rows"]:
            name = row["name"]
            for model, title in TITLES.items():
                name = name.replace(f"{model},", f"{title},")
            rows.append(
                [
                    f"{row['photos']:.0f} {album['photos']}",
                    name,
                    number(row["photos_per_second"]),
                    ratio(row["photos_per_second"] / peer),
                    number(row["process_seconds"]),
                    megabytes(row["peak_bytes"]),
                ]
            )
    heads = ["photos", "program", "photos a second", "ratio to rclip", "whole process, s", "peak memory"]
    return table(heads, rows, words=2)


def agreement(found: dict) -> str:
    parts = [f"{cosine(album['mean_cosine'])} on the {album['photos']} files" for album in found["albums"]]
    return f"Mean cosine of rclip's vectors to Shoebox's in f32: {', '.join(parts)}."


def scan_table(found: dict) -> str:
    names = list(found["rows"][0]["peers"])
    rows = []
    for row in found["rows"]:
        own = row[scan.OWN]
        milliseconds = own["scan_milliseconds"]
        peers = {name: row["peers"][name]["milliseconds"] for name in names}
        rows.append(
            [
                f"{row['count']:,}",
                number(milliseconds),
                *(number(peers[name]) for name in names),
                ratio(min(peers.values()) / milliseconds),
            ]
        )
    recalls = ", ".join(f"{name} {min(row['peers'][name]['recall'] for row in found['rows']):.2f}" for name in names)
    heads = ["vectors", "Shoebox, ms", *(f"{name}, ms" for name in names), "ratio to the best peer"]
    return f"{table(heads, rows)}\n\nLeast recall of the true {found['limit']}: {recalls}."


def bandwidth_table(found: dict) -> str:
    rows = []
    for row in found["rows"]:
        own = row[scan.OWN]
        rate = scan.bytes_scanned(own) / own["scan_milliseconds"] * 1000
        loop = scan.read_rate(row)
        rates = (number(one / 1e9) for one in (rate, loop, row["bandwidth"]))
        rows.append([f"{row['count']:,}", *rates, f"{rate / loop:.0%}"])
    heads = ["vectors", "scan, GB/s", "the same bytes only read, GB/s", "NumPy reading 1 GiB, GB/s", "scan to reading"]
    return table(heads, rows)


def warm(found: dict) -> str:
    rows = []
    for row in found["rows"]:
        cells = [f"{row['count']:,}"]
        for key in ("starter", scan.OWN):
            own = row[key]
            cells += [number(own[f"{name}_milliseconds"]) for name in ("p50", "p99", "encode")]
        rows.append(cells)
    figures = ("p50", "p99", "sentence")
    heads = ["photos", *(f"{model}: {name}, ms" for model in ("starter", "ViT-B/32") for name in figures)]
    return table(heads, rows)


def cold(found: dict) -> str:
    rows = []
    for row in found["rows"]:
        peer = row.get("rclip_seconds")
        rows.append(
            [
                TITLES[row["model"]],
                f"{row['count']:,}",
                number(row["seconds"]),
                number(peer),
                ratio(peer / row["seconds"] if peer else None),
                megabytes(row["peak_bytes"]),
                megabytes(row["rclip_peak_bytes"]) if peer else NOTHING,
                f"{row['recall']:.3f}",
            ]
        )
    heads = ["model", "photos", "Shoebox, s", "rclip, s", "ratio to rclip", "peak memory", "of rclip", "recall"]
    return table(heads, rows)


def memory(found: dict) -> str:
    rows = [
        [
            f"{row['count']:,}",
            number(row["seconds"]),
            number(row["count"] / row["seconds"]),
            megabytes(row["peak_bytes"]),
            megabytes(row["library_bytes"]),
            number(row["update_seconds"]),
        ]
        for row in found["rows"]
    ]
    heads = ["photos", "seconds", "photos a second", "peak memory", "on disk", "again, nothing changed, s"]
    return table(heads, rows)


def web(found: dict) -> str:
    rows = [
        [
            row["what"],
            str(row["connections"]),
            number(row["requests"] / row["seconds"]),
            number(row["p50_ms"]),
            number(row["p99_ms"]),
            f"{row['refused'] + row['broken']:,}",
            " → ".join(megabytes(value) for value in (row["memory_bytes"][0], row["memory_bytes"][-1])),
        ]
        for row in found["rows"]
    ]
    heads = ["asked for", "connections", "a second", "median, ms", "99th percentile, ms", "refused", "memory, first and last round"]
    return table(heads, rows)
