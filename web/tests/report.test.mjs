// The report as people meet it, in a real browser: mouse, keys, phone, print, scripts off, hostile
// articles. Pictures of each are kept in build/browser/pictures.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { build, launch, open, pictures } from "./browser.mjs";
import { hostile } from "./hostile.mjs";

const examples = ["gossip", "harbour", "keeper", "reunion"];
const text = (name) => readFileSync(`${build}texts/${name}.txt`, "utf8");
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** Runs a test on an opened page; nothing may have gone wrong by its end. */
const on = (name, options, body) => async () => {
  const opened = await open(browser, name, options);
  try {
    await body(opened.page);
    assert.deepEqual(opened.faults, []);
  } finally {
    await opened.close();
  }
};

describe("the article", () => {
  for (const name of examples) {
    test(`${name} is its text to the character`, on(name, {}, async (page) => {
      assert.equal(await page.locator("#article").evaluate((e) => e.textContent), text(name));
      await page.screenshot({ path: `${pictures}${name}.png`, fullPage: true });
    }));
  }

  test("offsets hold behind emoji", on("emoji", {}, async (page) => {
    const shown = await page.locator("#article").evaluate((e) => e.textContent);
    assert.equal(shown, text("emoji"));
    const wrong = await page.evaluate(() => {
      const data = JSON.parse(document.getElementById("data").textContent);
      const pieces = [...document.querySelectorAll("#article p > span")];
      const bytes = new TextEncoder().encode(document.getElementById("article").textContent);
      return data.findings.filter(([, , span, run]) => {
        if (!span) return false;
        const words = new TextDecoder().decode(bytes.slice(...span));
        const shown = pieces.slice(...run).map((piece) => piece.textContent).join("");
        const squeeze = (words) => words.replace(/[\s\p{P}]/gu, "");
        return squeeze(words) !== squeeze(shown);
      });
    });
    assert.deepEqual(wrong, []);
  }));
});

describe("by mouse", () => {
  test("from the text to the card and back", on("reunion", {}, async (page) => {
    for (const bar of [0, 5, 9]) {
      const link = page.locator("#article .bar a").nth(bar);
      const id = (await link.getAttribute("href")).slice(2);
      await link.click();
      assert.equal(await page.locator(".lot > .now").getAttribute("id"), `s${id}`);
      const lit = await page.locator("#article .now").evaluateAll((all) => all.map((e) => e.dataset.s));
      assert.ok(lit.length > 0 && lit.every((s) => s === id), `${lit}`);
    }
    const piece = page.locator("#article [data-s]").last();
    const id = await piece.getAttribute("data-s");
    await piece.click();
    await page.locator(`#s${id}.now`).waitFor();
    await page.screenshot({ path: `${pictures}reunion-card.png` });
    await page.locator(`#s${id} > a`).click();
    assert.equal(await page.locator(".lot > .now").count(), 0);
  }));

  test("from every finding of the index to its card", on("reunion", {}, async (page) => {
    const links = page.locator("#findings .index a");
    assert.ok((await links.count()) > 5);
    for (let i = 0; i < (await links.count()); i += 1) {
      const link = links.nth(i);
      const id = (await link.getAttribute("href")).slice(1);
      await link.click();
      assert.ok(await page.locator(`#${id}`).isVisible(), id);
    }
  }));

  test("an opened card says all of its source, also what an earlier one says", on("reunion", {}, async (page) => {
    const id = await page.locator(".lot > div:has(.same)").first().getAttribute("id");
    const card = page.locator(`#${id}`);
    await card.locator("> a").click();
    assert.ok(await card.locator(".src ul").isVisible());
    assert.equal(await card.locator(".same").count(), 0);
  }));

  test("a finding explains itself", on("gossip", {}, async (page) => {
    await page.locator("#findings .index a").first().click();
    const find = page.locator(".lot > .now .find").first();
    await find.locator("> button").click();
    const help = page.locator(".help:popover-open");
    assert.match(await help.innerText(), /What clears it/);
    await page.screenshot({ path: `${pictures}gossip-explained.png` });
    await page.keyboard.press("Escape");
    assert.equal(await help.count(), 0);
  }));

  for (const name of examples) {
    test(`every filter of ${name}`, on(name, {}, async (page) => {
      const visible = page.locator(".lot > div:not([hidden]):not(#whole)");
      const total = await visible.count();
      for (const pick of await page.locator("#who button.pick, #letters button.pick").all()) {
        await pick.click();
        assert.equal(await pick.getAttribute("aria-pressed"), "true");
        const shown = await visible.count();
        assert.equal(await page.locator("#status").innerText(), `${shown} of ${total} statements`);
        await pick.click();
        assert.equal(await visible.count(), total);
      }
      await page.locator("#only").click();
      const cards = await visible.evaluateAll((all) => all.map((e) => e.querySelectorAll(".find").length));
      assert.ok(cards.every((n) => n > 0));
      await page.screenshot({ path: `${pictures}${name}-filter.png` });
      await page.locator("#all").click();
      assert.equal(await visible.count(), total);
    }));
  }

  test("a row of who speaks shows as many statements as it counts", on("reunion", {}, async (page) => {
    const row = page.locator("#who tbody tr").first();
    const [sure, doubtful] = (await row.locator("td").first().innerText()).match(/\d+/g).map(Number);
    await row.locator("button").click();
    const cards = page.locator(".lot > div:not([hidden]):not(#whole)");
    const headline = await page.locator(".headline .bar a").evaluateAll((all) => all.map((a) => a.hash.slice(1)));
    const shown = await cards.evaluateAll((all) => all.map((e) => e.id));
    const body = shown.filter((id) => !headline.includes(id));
    assert.equal(body.length, sure + (doubtful ?? 0));
  }));
});

describe("by keyboard", () => {
  test("j and k walk the cards, a and d decide, and the notes are saved", on("reunion", {}, async (page) => {
    await page.keyboard.press("j");
    assert.equal(await page.locator(".lot > .now").getAttribute("id"), "whole");
    await page.keyboard.press("a");
    await page.keyboard.type("checked with the archive <b>");
    await page.keyboard.press("Enter");
    await page.keyboard.press("d");
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    const first = await page.locator(".lot > div").nth(1).getAttribute("id");
    assert.equal(await page.locator(".lot > .now").getAttribute("id"), first);
    await page.locator("#save").focus();
    await page.keyboard.press("Enter");
    await page.locator("#by").fill("Ada Brook");
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save-now").click()]);
    const file = JSON.parse(readFileSync(await download.path(), "utf8"));
    assert.equal(file.by, "Ada Brook");
    assert.deepEqual(file.notes.map((note) => note.verdict), ["accepted", "dismissed"]);
    assert.equal(file.notes[0].note, "checked with the archive <b>");
    assert.match(file.text_sha256, /^[0-9a-f]{64}$/);
  }));

  test("f goes to the filter, ? shows the keys, Escape drops both", on("harbour", {}, async (page) => {
    await page.keyboard.press("f");
    assert.ok(await page.evaluate(() => document.activeElement.matches("#who button.pick")));
    await page.keyboard.press("Enter");
    assert.notEqual(await page.locator("#status").innerText(), "");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#status").innerText(), "");
    await page.keyboard.press("?");
    assert.ok(await page.locator("#keys").isVisible());
    await page.keyboard.press("Escape");
    assert.ok(!(await page.locator("#keys").isVisible()));
  }));

  test("every control is reached by Tab and has a name", on("gossip", {}, async (page) => {
    const seen = new Set();
    for (let i = 0; i < 400; i += 1) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const e = document.activeElement;
        if (e === document.body) return null;
        e.dataset.seen = "1";
        const own = e.getAttribute("aria-label") || e.innerText || e.labels?.[0]?.innerText || "";
        return own.trim() || getComputedStyle(e, "::before").content.replace(/"|none/g, "") || `nameless ${e.outerHTML.slice(0, 80)}`;
      });
      if (at === null) break;
      seen.add(at);
    }
    assert.deepEqual([...seen].filter((name) => name.startsWith("nameless")), []);
    const missed = await page.locator("button:visible:not([data-seen]), main a:visible:not([data-seen])").evaluateAll((all) => all.map((e) => e.outerHTML.slice(0, 80)));
    assert.deepEqual(missed, []);
  }));
});

describe("as a document", () => {
  test("landmarks and headings are there", on("reunion", {}, async (page) => {
    for (const landmark of ["header", "main", "nav", "aside", "footer"]) {
      assert.equal(await page.locator(`body ${landmark}`).count(), 1, landmark);
    }
    assert.equal(await page.locator("h1").count(), 1);
    const ids = await page.locator("[id]").evaluateAll((all) => all.map((e) => e.id));
    assert.equal(new Set(ids).size, ids.length);
    const dangling = await page.locator("[aria-labelledby]").evaluateAll((all) =>
      all.filter((e) => !document.getElementById(e.getAttribute("aria-labelledby"))).length);
    assert.equal(dangling, 0);
  }));

  for (const colorScheme of ["light", "dark"]) {
    test(`contrast is AA in ${colorScheme}`, on("reunion", { colorScheme }, async (page) => {
      await page.keyboard.press("j");
      await page.keyboard.press("j");
      const poor = await page.evaluate(() => {
        const parts = (color) => color.match(/[\d.]+/g).map(Number);
        const channel = (c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
        const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
        const behind = (e) => {
          for (let at = e; at; at = at.parentElement) {
            const color = parts(getComputedStyle(at).backgroundColor);
            if (color[3] === undefined || color[3] === 1) return color;
          }
          return [255, 255, 255];
        };
        const poor = new Set();
        for (const e of document.querySelectorAll("body *")) {
          const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
          if ((!own && !e.matches(".bar a")) || !e.checkVisibility()) continue;
          const [a, b] = [light(parts(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
          const ratio = (a + 0.05) / (b + 0.05);
          if (ratio < 4.5) poor.add(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
        }
        return [...poor];
      });
      assert.deepEqual(poor, []);
      await page.screenshot({ path: `${pictures}reunion-${colorScheme}.png`, fullPage: true });
    }));
  }

  test("grades are told apart without colour", on("reunion", {}, async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setEmulatedVisionDeficiency", { type: "achromatopsia" });
    await page.screenshot({ path: `${pictures}reunion-grey.png`, fullPage: true });
    const looks = await page.locator(".legend .swatch").evaluateAll((all) =>
      all.map((e) => { const s = getComputedStyle(e); return [s.backgroundImage, s.backgroundColor, s.backgroundSize, s.boxShadow, s.outlineStyle].join(" "); }));
    assert.equal(new Set(looks).size, looks.length);
    const letters = await page.locator(".bar a").evaluateAll((all) => all.map((e) => getComputedStyle(e, "::before").content));
    assert.ok(letters.every((letter) => /^"[A-FNU]\??"$/.test(letter)), `${letters}`);
  }));

  for (const name of examples) {
    test(`${name} prints`, on(name, {}, async (page) => {
      const pdf = await page.pdf({ format: "A4", printBackground: true });
      writeFileSync(`${pictures}${name}.pdf`, pdf);
      const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
      assert.ok(pages >= 2 && pages <= 9, `${pages} pages`);
      await page.emulateMedia({ media: "print" });
      assert.ok(await page.locator(".find").first().isVisible());
      assert.ok(!(await page.locator(".tools").isVisible()));
    }));

    test(`${name} on a phone`, on(name, { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true }, async (page) => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 390, `${width} px wide`);
      await page.screenshot({ path: `${pictures}${name}-phone.png`, fullPage: true });
      const link = page.locator("#article .bar a").nth(4);
      const id = (await link.getAttribute("href")).slice(2);
      await link.tap();
      await page.waitForTimeout(600);
      const [card, words] = [await page.locator(`#s${id}`).boundingBox(), await page.locator(`#article [data-s="${id}"]`).first().boundingBox()];
      assert.ok(words.y >= 0 && words.y < card.y, "the words stay in view above their card");
      await page.screenshot({ path: `${pictures}${name}-phone-card.png` });
    }));
  }
});

describe("with scripts off", () => {
  for (const name of examples) {
    test(`${name} says all it has to say`, on(name, { javaScriptEnabled: false }, async (page) => {
      const shown = await page.locator("body").innerText();
      for (const words of ["Ask next", "Who speaks", "Findings", "not looked (no index)", "What this page does not say"]) {
        assert.ok(shown.toLowerCase().includes(words.toLowerCase()), words);
      }
      assert.equal(await page.locator("#article").evaluate((e) => e.textContent), text(name));
      await page.locator("#article .bar a").nth(3).click();
      const card = page.locator(".lot > :target");
      assert.ok(await card.locator("div").first().isVisible(), "a link opens its card");
      await page.screenshot({ path: `${pictures}${name}-scripts-off.png`, fullPage: true });
    }));
  }
});

describe("hostile articles", () => {
  assert.equal(Object.keys(hostile).length, 30);
  for (const name of Object.keys(hostile)) {
    test(`${name} is only text`, on(name, {}, async (page) => {
      const shown = await page.locator("#article").evaluate((e) => e.textContent);
      assert.ok(shown === text(name).replaceAll("\0", "\ufffd"), "the text as it was read");
      assert.equal(await page.locator("script").count(), 2);
      assert.equal(await page.locator("img, svg, iframe, object, embed, link, base, audio, form").count(), 0);
      const live = await page.locator("a[href]").evaluateAll((all) => all.filter((a) => !a.getAttribute("href").startsWith("#")).length);
      assert.equal(live, 0);
      await page.keyboard.press("j");
      await page.keyboard.press("j");
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 1280, `${width} px wide`);
      await page.screenshot({ path: `${pictures}hostile-${name}.png` });
    }));
  }

  test("steering characters end with their chip", on("bidi-unclosed", {}, async (page) => {
    const chips = page.locator("#article .ctl");
    assert.ok((await chips.count()) >= 3);
    const wrong = await chips.evaluateAll((all) => all.filter((e) => {
      const style = getComputedStyle(e);
      return style.unicodeBidi !== "isolate" || getComputedStyle(e, "::before").content !== `"${e.dataset.c}"`;
    }).length);
    assert.equal(wrong, 0);
  }));
});

describe("long articles", () => {
  // Milliseconds by the clock, as a reader waits for them. Another job may get in the way of one load,
  // so a load that is over is made once more and the faster counts.
  const limit = 3000;

  test("a megabyte is usable within three seconds", on("megabyte", {}, async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const worked = async () => {
      const { metrics } = await session.send("Performance.getMetrics");
      return 1000 * metrics.find(({ name }) => name === "ThreadTime").value;
    };
    const load = async () => {
      const before = await worked();
      await page.reload();
      const usable = await page.evaluate(async () => {
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        return performance.now();
      });
      const loading = (await worked()) - before;
      const start = Date.now();
      await page.keyboard.press("j");
      await page.locator(".lot > .now").waitFor();
      await page.locator("#only").click();
      const acting = Date.now() - start;
      const round = Math.round;
      console.log(`# megabyte: usable after ${round(usable)} ms by the clock, ${round(loading)} ms of work; a step and a filter ${acting} ms by the clock, ${round((await worked()) - before - loading)} of work`);
      return Math.max(usable, acting);
    };
    const first = await load();
    const best = first <= limit ? first : Math.min(first, await load());
    console.log(`# megabyte: ${await page.evaluate(() => document.querySelectorAll("*").length)} elements`);
    assert.ok(best <= limit, `${best} ms`);
    await page.screenshot({ path: `${pictures}megabyte.png` });
  }));

  test("five thousand overlapping findings", on("overlapping", {}, async (page) => {
    assert.equal(await page.locator(".find").count(), 5000);
    await page.keyboard.press("j");
    await page.locator(".lot > .now").waitFor();
    await page.screenshot({ path: `${pictures}overlapping.png` });
  }));
});
