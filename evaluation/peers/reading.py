#!/usr/bin/env python3
"""Split, tag and parse raw text: Sayso beside spaCy's small pipeline and UDPipe 1, on the same text and one pinned core.

usage: reading.py [--data ../shared/data] [--steps 7200] [--repeats 5] [--core 0]

Makes a virtual environment of its own with pinned peers under target/peers, trains spaCy's efficiency pipeline (tok2vec,
tagger of UPOS, parser) on EWT and the free genres of GUM, the words that our own weights are trained on, and UDPipe on the
first 1,000 sentences (only its speed counts). Then all read the raw text of EWT dev and GUM dev in turn: CPU time without
loading, medians and ranges of the repeats, ratios, memory, and scores by the shared scorer. Trained peers are kept: a second
run only measures. Results go to results/reading-<date>.json with the machine; keep bad ones too.
"""
import argparse, gzip, json, os, platform, resource, statistics, subprocess, sys, time, venv
from pathlib import Path

PINNED = ["spacy==3.8.18", "ufal.udpipe==1.4.0.1"]
FREE = "academic bio conversation court interview news speech textbook vlog voyage".split()
HOME = Path("target/peers/reading")

TRAIN_SPACY = r'''
import sys
from pathlib import Path
import spacy
from spacy.cli.train import train
from spacy.tokens import Doc, DocBin
home, steps = Path(sys.argv[1]), int(sys.argv[2])
vocab = spacy.blank("en").vocab
for part in ("train", "dev"):
    bin, docs = DocBin(attrs=["ORTH", "SPACY", "TAG", "HEAD", "DEP", "SENT_START"]), []
    def flush(chunk):
        if not chunk: return
        words, spaces, tags, heads, deps, starts = [], [], [], [], [], []
        for rows in chunk:
            base = len(words)
            for k, row in enumerate(rows):
                words.append(row[1]); spaces.append("SpaceAfter=No" not in row[9]); tags.append(row[3])
                head = int(row[6]); heads.append(base + (head - 1 if head else k))
                deps.append(row[7].split(":")[0] if head else "ROOT"); starts.append(k == 0)
        bin.add(Doc(vocab, words=words, spaces=spaces, tags=tags, heads=heads, deps=deps, sent_starts=starts))
    chunk, rows = [], []
    for line in open(home / f"{part}.conllu", encoding="utf-8"):
        if line == "\n":
            if rows: chunk.append(rows)
            rows = []
            if len(chunk) == 10: flush(chunk); chunk = []
        elif line[0] != "#":
            row = line.rstrip("\n").split("\t")
            if row[0].isdigit(): rows.append(row)
    flush(chunk)
    bin.to_disk(home / f"{part}.spacy")
train(home / "config.cfg", home / "spacy", overrides={
    "paths.train": str(home / "train.spacy"), "paths.dev": str(home / "dev.spacy"),
    "training.max_steps": steps, "training.patience": 0, "training.eval_frequency": 600})
'''

TRAIN_UDPIPE = r'''
import sys
from ufal.udpipe import *
home = sys.argv[1]
reader, sentences, problem = InputFormat.newConlluInputFormat(), Sentences(), ProcessingError()
reader.setText(open(home + "/train.conllu", encoding="utf-8").read())
sentence = Sentence()
while len(sentences) < 1000 and reader.nextSentence(sentence, problem):
    sentences.push_back(sentence)
    sentence = Sentence()
model = Trainer.train("morphodita_parsito", sentences, Sentences(), "epochs=10", "iterations=5",
    "iterations=5;hidden_layer=200;embedding_upostag=20;embedding_feats=20;embedding_xpostag=0;embedding_form=50;"
    "embedding_lemma=0;embedding_deprel=20;learning_rate=0.02;learning_rate_final=0.001;l2=0.5;"
    "transition_system=projective;transition_oracle=dynamic;structured_interval=8", problem)
assert not problem.occurred(), problem.message
open(home + "/udpipe.model", "wb").write(model)
'''

# Reads {"id", "text"} lines, prints CPU seconds and words; writes CoNLL-U when asked.
WORKER = r'''
import json, sys, time
peer, model, path, out = sys.argv[1:5]
texts = [json.loads(line)["text"] for line in open(path, encoding="utf-8")]
words, lines = 0, []
if peer == "spacy":
    import spacy
    nlp = spacy.load(model)
    nlp("Warm up .")
    start = time.process_time()
    docs = list(nlp.pipe(texts))
    seconds = time.process_time() - start
    for doc in docs:
        for sent in doc.sents:
            rows = [t for t in sent if not t.is_space]
            place = {t.i: k + 1 for k, t in enumerate(rows)}
            for k, t in enumerate(rows):
                root = t.head.i == t.i or t.head.i not in place
                space = "_" if t.whitespace_ else "SpaceAfter=No"
                lines.append("\t".join([str(k + 1), t.text, "_", t.tag_, "_", "_", "0" if root else str(place[t.head.i]),
                                        "root" if root else t.dep_, "_", space]))
            words += len(rows)
            if rows: lines.append("")
else:
    from ufal.udpipe import Model, Pipeline, ProcessingError
    loaded = Model.load(model)  # the pipeline does not keep it alive
    pipeline = Pipeline(loaded, "tokenize", Pipeline.DEFAULT, Pipeline.DEFAULT, "conllu")
    start = time.process_time()
    parsed = [pipeline.process(text, ProcessingError()) for text in texts]
    seconds = time.process_time() - start
    words = sum(line[:1].isdigit() for text in parsed for line in text.splitlines())
if out != "-":
    open(out, "w", encoding="utf-8").write("\n".join(lines) + "\n")
import resource
print(json.dumps({"seconds": seconds, "words": words, "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
'''


def sentences(path, genres=None):
    """Sentences of a treebank as texts, each with the first line of its document."""
    keep, lines = True, []
    for line in gzip.open(path, "rt", encoding="utf-8"):
        if line.startswith("# newdoc id"):
            keep = genres is None or line.split("_")[1] in genres
        if line == "\n":
            if keep:
                yield "".join(lines) + "\n"
            lines = []
        else:
            lines.append(line)


def raw(path):
    """Documents of a treebank as raw texts: forms and SpaceAfter, an empty line at a new paragraph."""
    text, skip, documents = "", 0, []
    for line in gzip.open(path, "rt", encoding="utf-8"):
        if line.startswith("# newdoc id"):
            documents.append(text)
            text = ""
        elif line.startswith("# newpar"):
            text = text.rstrip() + "\n\n" if text.strip() else ""
        elif line[0] not in "#\n":
            row = line.rstrip("\n").split("\t")
            if "-" in row[0]:
                skip = int(row[0].split("-")[1])
            elif "." in row[0] or int(row[0]) <= skip:
                continue
            text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
        elif line == "\n":
            skip = 0
    return [text.strip() for text in documents + [text] if text.strip()]


def pinned(core, command):
    return subprocess.run(["taskset", "-c", str(core), *map(str, command)], check=True, capture_output=True, text=True).stdout


def child(core, command):
    """CPU seconds and MB of one run of a program."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(["taskset", "-c", str(core), *map(str, command)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def prepare(args, python):
    ud = Path(args.data) / "ud"
    if not (HOME / "train.conllu").exists():
        parts = {"train": [("ewt-train", None), ("gum-train", FREE)], "dev": [("ewt-dev", None)]}
        for part, files in parts.items():
            text = "".join(s for name, genres in files for s in sentences(ud / f"{name}.conllu.gz", genres))
            (HOME / f"{part}.conllu").write_text(text, encoding="utf-8")
    if not (HOME / "spacy/model-last").exists():
        config = [python, "-m", "spacy", "init", "config", HOME / "config.cfg", "--pipeline", "tagger,parser",
                  "--optimize", "efficiency", "--force"]
        subprocess.run(list(map(str, config)), check=True)
        subprocess.run([python, "-c", TRAIN_SPACY, str(HOME), str(args.steps)], check=True)
    if not (HOME / "udpipe.model").exists():
        subprocess.run([python, "-c", TRAIN_UDPIPE, str(HOME)], check=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--data", default="../shared/data")
    ap.add_argument("--steps", type=int, default=7200)
    ap.add_argument("--repeats", type=int, default=5)
    ap.add_argument("--core", type=int, default=0)
    args = ap.parse_args()
    if not Path(args.data, "ud").exists():
        sys.exit(f"{args.data}/ud not found: the treebanks are needed; give their folder with --data")
    HOME.mkdir(parents=True, exist_ok=True)
    python = HOME / "venv/bin/python"
    if not python.exists():
        venv.create(HOME / "venv", with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "-qq", *PINNED], check=True)
    prepare(args, str(python))
    subprocess.run(["cargo", "build", "--release", "--quiet"], check=True)
    sayso = Path("target/release/sayso")
    result = {"date": time.strftime("%Y-%m-%d"), "machine": platform.processor() or platform.machine(), "cores": os.cpu_count(),
              "steps": args.steps, "repeats": args.repeats, "pinned": PINNED, "sets": {}}
    for name in ("ewt-dev", "gum-dev"):
        texts = raw(Path(args.data) / f"ud/{name}.conllu.gz")
        jsonl, nothing = HOME / f"{name}.jsonl", HOME / "nothing.jsonl"
        jsonl.write_text("".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(texts)), encoding="utf-8")
        nothing.write_text(json.dumps({"id": "0", "text": "No."}) + "\n")
        rows = {"sayso": [], "spacy": [], "udpipe": []}
        memory = {}
        ours = [sayso, "read", "--input", "jsonl", "--format", "conllu", "--threads", "1"]
        words = None
        for _ in range(args.repeats):
            rows["sayso"].append(child(args.core, [*ours, jsonl]) - child(args.core, [*ours, nothing]))
            for peer, model in (("spacy", HOME / "spacy/model-last"), ("udpipe", HOME / "udpipe.model")):
                told = json.loads(pinned(args.core, [python, "-c", WORKER, peer, model, jsonl, HOME / f"{name}-{peer}.conllu"]))
                rows[peer].append(told["seconds"])
                memory[peer] = round(told["rss_mb"])
                words = told["words"] if peer == "udpipe" else words
        medians = {peer: statistics.median(seconds) for peer, seconds in rows.items()}
        result["sets"][name] = {
            "words": words,
            "words_per_second": {peer: round(words / seconds) for peer, seconds in medians.items()},
            "seconds": {peer: [round(s, 2) for s in seconds] for peer, seconds in rows.items()},
            "times_spacy": round(medians["spacy"] / medians["sayso"], 1),
            "times_udpipe": round(medians["udpipe"] / medians["sayso"], 1),
            "rss_mb": memory,
        }
        print(name, json.dumps(result["sets"][name], indent=1))
    results = Path(__file__).parent / "results"
    (results / f"reading-{result['date']}.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
