// Bundles style and script and writes them, with the policy that names their hashes, where the
// report's Rust source takes them in. `node build.mjs --check` compares instead of writing.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const target = new URL("../crates/sayso/src/faces/report/built/", import.meta.url);

async function bundle(entry) {
  const result = await build({
    entryPoints: [new URL(entry, import.meta.url).pathname],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: ["es2022", "chrome120", "firefox125", "safari17"],
    legalComments: "none",
    charset: "utf8",
    logLevel: "warning",
  });
  return result.outputFiles[0].text.trimEnd();
}

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const style = await bundle("src/report.css");
const script = await bundle("src/report.ts");
const policy = [
  "default-src 'none'",
  `style-src ${hash(style)}`,
  `script-src ${hash(script)}`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

const files = { "report.css": style, "report.js": script, "policy.txt": policy };
if (process.argv.includes("--check")) {
  const stale = Object.entries(files).filter(
    ([name, text]) => readFileSync(new URL(name, target), "utf8") !== text,
  );
  if (stale.length > 0) {
    console.error(`stale: ${stale.map(([name]) => name).join(", ")}; npm run build mends it`);
    process.exit(1);
  }
} else {
  mkdirSync(target, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(new URL(name, target), text);
}
