# SPDX-License-Identifier: MIT
"""The machine that is measured, and who took part."""

import os
import platform
import subprocess
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.settings import Settings

PEERS = ("onnxruntime", "openvino", "torch", "rclip", "faiss-cpu", "numpy", "pyvips")


def description(settings: Settings) -> dict:
    return {
        "processor": processor(),
        "cores": settings.cores,
        "memory_bytes": os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"),
        "system": f"{platform.system()} {'.'.join(platform.release().split('.')[:2])}",
        "date": date.today().isoformat(),
        "load": os.getloadavg()[0],
        "quick": settings.quick,
        "versions": {"Python": platform.python_version()} | {name: version(name) for name in PEERS},
    }


def processor() -> str:
    """Its name, and the instruction sets that matter to encoders."""
    if sys.platform == "darwin":
        command = ["sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    lines = [line.partition(":") for line in Path("/proc/cpuinfo").read_text().splitlines()]
    facts = {key.strip(): value.strip() for key, _, value in lines}
    flags = set(facts.get("flags", facts.get("Features", "")).split())
    sets = [name for name in ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16", "asimd") if name in flags]
    return f"{facts.get('model name', platform.machine())} ({', '.join(sets)})"
