// The SARIF logs against the schema of SARIF 2.1.0, which a package brings along (draft 4, so the
// validator is one that still reads it).
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";

const folder = fileURLToPath(new URL("../../build/browser/sarif/", import.meta.url));
const load = createRequire(import.meta.url);
const ajv = new Ajv({ schemaId: "id", allErrors: true, meta: false, unknownFormats: ["uri-reference"] });
ajv.addMetaSchema(load("ajv/lib/refs/json-schema-draft-04.json"));
const path = load.resolve("@microsoft/jest-sarif/package.json");
const schema = JSON.parse(readFileSync(path.replace("package.json", "lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"));
const valid = ajv.compile(schema);

describe("sarif", () => {
  for (const name of readdirSync(folder)) {
    test(`${name} is SARIF 2.1.0`, () => {
      const log = JSON.parse(readFileSync(folder + name, "utf8"));
      assert.ok(valid(log), ajv.errorsText(valid.errors?.slice(0, 5), { separator: "\n" }));
      assert.ok(log.runs[0].results.length > 0);
    });
  }

  test("a log with a fault is refused", () => {
    const log = JSON.parse(readFileSync(`${folder}examples.sarif`, "utf8"));
    log.runs[0].results[0].level = "grave";
    assert.ok(!valid(log));
  });

  test("what is suppressed or known says so", () => {
    const results = (name) => JSON.parse(readFileSync(folder + name, "utf8")).runs[0].results;
    const allowed = results("allowed.sarif").filter((result) => result.suppressions);
    assert.ok(allowed.length > 0 && allowed.every((result) => result.suppressions[0].justification === "by agreement"));
    const known = results("compared.sarif");
    assert.ok(known.length > 0 && known.every((result) => result.baselineState === "unchanged"));
  });
});
