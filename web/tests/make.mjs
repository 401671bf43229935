// Makes the pages that the tests open, with the command itself, under build/browser.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hostile } from "./hostile.mjs";

const [sayso, overlapping] = process.argv.slice(2);
const root = fileURLToPath(new URL("../../", import.meta.url));
const build = `${root}build/browser/`;
rmSync(build, { recursive: true, force: true });
for (const folder of ["texts", "pages", "json"]) mkdirSync(build + folder, { recursive: true });

const texts = { ...hostile };
for (const file of readdirSync(`${root}examples`).filter((name) => name.endsWith(".txt"))) {
  texts[file.replace(".txt", "")] = readFileSync(`${root}examples/${file}`, "utf8");
}
const whole = ["gossip", "harbour", "keeper", "reunion"].map((name) => texts[name]).join("\n\n");
texts.megabyte = whole.repeat(Math.ceil(1_000_000 / whole.length)).slice(0, 1_000_000);

for (const [name, text] of Object.entries(texts)) {
  const path = `${build}texts/${name}.txt`;
  writeFileSync(path, text);
  const input = [path, "--input", "text"];
  execFileSync(sayso, ["report", ...input, "-o", `${build}pages/${name}.html`], { stdio: "inherit" });
  const json = execFileSync(sayso, [...input, "--format", "json"], { maxBuffer: 1 << 30 });
  writeFileSync(`${build}json/${name}.json`, json);
}
copyFileSync(overlapping, `${build}pages/overlapping.html`);
console.log(`${Object.keys(texts).length + 1} pages in build/browser/pages`);
