// The JSON-LD of the examples against schema.org's vocabulary, which a package brings along as types: the
// compiler refuses a property that a type does not have, and a value of the wrong type.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "./browser.mjs";

const web = fileURLToPath(new URL("../", import.meta.url));

/** What the compiler says of articles taken for schema.org's type. */
function faults(articles) {
  const file = `${build}jsonld.ts`;
  const head = `import type { NewsArticle, WithContext } from "${web}node_modules/schema-dts";\n`;
  writeFileSync(file, head + articles.map((a, i) => `export const a${i}: WithContext<NewsArticle> = ${JSON.stringify(a)};\n`).join(""));
  try {
    execFileSync(`${web}node_modules/.bin/tsc`, ["--noEmit", "--strict", "--ignoreConfig", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", file], { encoding: "utf8" });
    return "";
  } catch (error) {
    return error.stdout;
  }
}

const articles = JSON.parse(readFileSync(`${build}examples.jsonld`, "utf8"));

test("the articles keep to the vocabulary", () => {
  assert.equal(articles.length, 4);
  const types = new Set(articles.flatMap((article) => article.hasPart.map((part) => part["@type"])));
  assert.deepEqual([...types].sort(), ["Claim", "Quotation"]);
  assert.equal(faults(articles), "");
});

test("a property that does not exist is refused", () => {
  const isClaim = (part) => part["@type"] === "Claim";
  const article = structuredClone(articles.find(({ hasPart }) => hasPart.some(isClaim)));
  article.hasPart.find(isClaim).spokenByCharacter = { "@type": "Person", name: "A" };
  assert.match(faults([article]), /spokenByCharacter|not assignable/);
});
