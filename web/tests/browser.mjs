// The browser of the tests: an installed Chromium, started so that it asks the network for nothing of
// its own; and pages that count what they must not do.
import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

export const build = fileURLToPath(new URL("../../build/browser/", import.meta.url));
export const pictures = `${build}pictures/`;
mkdirSync(pictures, { recursive: true });

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? path,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

/** Opens a page of `build/browser/pages` and keeps account of it. */
export async function open(browser, name, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    // A click on what still scrolls would miss it.
    reducedMotion: "reduce",
    ...options,
  });
  // A busy machine may take its time; what has to be fast is measured by the page's own clock.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const faults = [];
  const url = pathToFileURL(`${build}pages/${name}.html`).href;
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("popup", () => faults.push("popup"));
  page.on("request", (request) => {
    const asked = request.url().split("#")[0];
    if (asked !== url && !asked.startsWith("blob:")) faults.push(`request: ${asked}`);
  });
  await context.route("**/*", (route) =>
    route.request().url().split("#")[0] === url ? route.continue() : route.abort(),
  );
  if (options.javaScriptEnabled !== false) {
    await page.exposeFunction("tripwire", () => faults.push("tripwire"));
  }
  await page.goto(url);
  return { page, faults, close: () => context.close() };
}
