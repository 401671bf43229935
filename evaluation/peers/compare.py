#!/usr/bin/env python3
"""Text to signature, ready shingles to signature, and index plus query: Sayso beside its peers, in one run.

usage: compare.py CORPUS.jsonl [--repeats N] [--megabytes N]

Makes a virtual environment of its own with pinned peers, builds two Rust programs (this project's bench and gaoya's, each
a small workspace beside this file), runs all on the same texts, pinned to one core, one thread each, alternating, and
prints medians of CPU time, their spread, and the ratios of this run. Peers are told apart by what they do: the rows "from
text" include shingling (in Python for datasketch and rensa, which is most of rensa's time), the rows "from shingles" do not.
rensa's R-MinHash is compared; its "rho" sketch samples by position and misses copies behind one added word.
Results go to results/trace-<date>.json with the machine and the hash of the corpus; keep bad ones too.
"""
import argparse, hashlib, json, os, platform, re, statistics, subprocess, sys, tempfile, time, venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
PINNED = ["datasketch==2.0.0", "rensa==0.5.0", "numpy==2.3.5"]

WORKER = r'''
import json, sys, time
peer, path = sys.argv[1], sys.argv[2]
texts = [json.loads(line)["text"] for line in open(path, encoding="utf-8")]
def shingles(text):
    w = text.lower().split()
    return [" ".join(w[i:i + 5]) for i in range(max(1, len(w) - 4))]
if peer == "datasketch":
    from datasketch import MinHash, MinHashLSH
    def sign(s):
        m = MinHash(num_perm=128)
        m.update_batch([x.encode() for x in s])
        return m
    lsh = MinHashLSH(num_perm=128, params=(32, 4))
    insert, ask = (lambda n, m: lsh.insert(n, m)), lsh.query
else:
    from rensa import RMinHash, RMinHashLSH
    def sign(s):
        m = RMinHash(num_perm=128, seed=42)
        m.update(s)
        m.digest()
        return m
    lsh = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    insert, ask = (lambda n, m: lsh.insert(n, m)), lsh.query
c = time.process_time
t0 = c(); cut = [shingles(t) for t in texts]; t1 = c(); signed = [sign(s) for s in cut]; t2 = c()
for n, m in enumerate(signed): insert(n, m)
found = sum(len(ask(m)) for m in signed)
t3 = c()
print(json.dumps({"text": t2 - t0, "shingles": t2 - t1, "index": t3 - t2, "found": found}))
'''


def run(command, core):
    line = subprocess.run(["taskset", "-c", str(core), *command], check=True, capture_output=True, text=True).stdout
    return json.loads(line.strip().splitlines()[-1])


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("corpus")
    ap.add_argument("--repeats", type=int, default=5)
    ap.add_argument("--megabytes", type=float, default=10)
    ap.add_argument("--core", type=int, default=0)
    ap.add_argument("--date", required=True, help="date of the run, for the file of results")
    o = ap.parse_args()
    work = Path(tempfile.gettempdir()) / "sayso-peers"
    python = work / "bin" / "python"
    if not python.exists():
        venv.create(work, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PINNED], check=True)
    sample, size = work / "sample.jsonl", 0
    with open(o.corpus, encoding="utf-8") as src, open(sample, "w", encoding="utf-8") as out:
        for line in src:
            out.write(line)
            size += len(json.loads(line)["text"].encode())
            if size >= o.megabytes * 1e6:
                break
    worker = work / "worker.py"
    worker.write_text(WORKER)
    programs = {"datasketch": [str(python), str(worker), "datasketch", str(sample)],
                "rensa": [str(python), str(worker), "rensa", str(sample)]}
    for name in ("sayso", "gaoya"):
        subprocess.run(["cargo", "build", "-q", "--release", "--manifest-path", str(HERE / name / "Cargo.toml")], check=True,
                       env={**os.environ, "CARGO_TARGET_DIR": str(work / f"target-{name}")})
        programs[name] = [str(work / f"target-{name}" / "release" / f"peer-{name}"), str(sample)]
    times = {name: [] for name in programs}
    for _ in range(o.repeats):
        for name, command in programs.items():
            times[name].append(run(command, o.core))
    cpu = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), platform.machine())
    result = {"date": o.date, "cpu": cpu, "corpus": hashlib.sha256(sample.read_bytes()).hexdigest(), "megabytes": size / 1e6,
              "repeats": o.repeats, "peers": PINNED + ["gaoya 0.2.2"], "cpu_seconds": times}
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / f"trace-{o.date}.json").write_text(json.dumps(result, indent=1) + "\n")
    print(f"{size / 1e6:.1f} MB of text, sha256 {result['corpus'][:16]}, {cpu}, {o.repeats} repeats, CPU seconds, one pinned core")
    print("| step | " + " | ".join(programs) + " | " + " | ".join(f"{n} / sayso" for n in programs if n != "sayso") + " |")
    print("|---|" + "---|" * (2 * len(programs) - 1))
    for step, label in (("text", "text to signature"), ("shingles", "ready shingles to signature"), ("index", "index + query, 32 bands")):
        have = {n: [t[step] for t in times[n] if step in t] for n in programs}
        cell = {n: f"{statistics.median(v):.3f} s ({min(v):.3f}-{max(v):.3f}), {size / 1e6 / statistics.median(v):.1f} MB/s" if v else "not run" for n, v in have.items()}
        mine = statistics.median(have["sayso"])
        ratio = [f"{statistics.median(have[n]) / mine:.1f}" if have[n] else "-" for n in programs if n != "sayso"]
        print(f"| {label} | " + " | ".join(cell.values()) + " | " + " | ".join(ratio) + " |")


if __name__ == "__main__":
    sys.exit(main())
