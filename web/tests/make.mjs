// Makes the pages that the tests open, with the command itself, under build/browser.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hostile } from "./hostile.mjs";

const [sayso, overlapping] = process.argv.slice(2);
const root = fileURLToPath(new URL("../../", import.meta.url));
const build = `${root}build/browser/`;
rmSync(build, { recursive: true, force: true });
for (const folder of ["texts", "pages", "sarif"]) mkdirSync(build + folder, { recursive: true });

const texts = { ...hostile };
for (const file of readdirSync(`${root}examples`).filter((name) => name.endsWith(".txt"))) {
  texts[file.replace(".txt", "")] = readFileSync(`${root}examples/${file}`, "utf8");
}
const whole = ["gossip", "harbour", "keeper", "reunion"].map((name) => texts[name]).join("\n\n");
texts.megabyte = whole.repeat(Math.ceil(1_000_000 / whole.length)).slice(0, 1_000_000);

// The short ones first: whoever waits can look at them meanwhile.
for (const [name, text] of Object.entries(texts).sort(([, a], [, b]) => a.length - b.length)) {
  const path = `${build}texts/${name}.txt`;
  writeFileSync(path, text);
  const page = `${build}pages/${name}.html`;
  execFileSync(sayso, ["report", path, "--input", "text", "-o", page], { stdio: "inherit" });
}

// Logs for code-review tools: of files, of pages, with findings that are allowed and that are known.
const page = `<!doctype html><title>Vale leaves</title><h1>Vale leaves the choir</h1>
<!-- sayso: allow S201 S208 by agreement -->
<p>In a recent interview, Orin Vale said that he will leave the choir. A source said that it was over.</p>
<p>The choir has sung in the town for twenty years, and the board meets again in the spring, it said.</p>`;
writeFileSync(`${build}texts/allowed.html`, page);
const sarif = (name, ...args) =>
  writeFileSync(`${build}sarif/${name}.sarif`, execFileSync(sayso, [...args, "--format", "sarif"], { maxBuffer: 1 << 30, cwd: root }));
sarif("examples", "examples");
const short = Object.keys(hostile).filter((name) => hostile[name].length < 10_000);
sarif("hostile", ...short.map((name) => `${build}texts/${name}.txt`), "--input", "text");
sarif("allowed", `${build}texts/allowed.html`, "--honour-allow");
sarif("known", "examples", "--write-baseline", `${build}known.baseline`);
sarif("compared", "examples", "--baseline", `${build}known.baseline`);
writeFileSync(`${build}examples.jsonld`, execFileSync(sayso, ["examples", "--format", "jsonld"], { cwd: root }));
copyFileSync(overlapping, `${build}pages/overlapping.html`);
console.log(`${Object.keys(texts).length + 1} pages in build/browser/pages`);
