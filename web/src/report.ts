// What the page cannot do without a script: choosing, filtering, keys, notes. The page is complete
// before this runs. Elements are made one by one and text is set as text, never as markup.

type Run = [number, number];

export {};

interface Data {
  sayso: string;
  document: string;
  title: string;
  text_sha256: string;
  rules: string;
  /** By statement two numbers: its attribution and its row, -1 for none. */
  statements: number[];
  /** Runs of the words that name the source, and of those that mark the act, two numbers a run. */
  attributions: [number[], number[]][];
  /** Code, name, bytes, run of pieces. */
  findings: [string, string, Run | null, Run | null][];
}

/** What a reader says of a finding. */
interface Mark {
  verdict: string;
  note: string;
}

const byId = <T extends HTMLElement = HTMLElement>(id: string): T =>
  document.getElementById(id) as T;
const all = <T extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): T[] =>
  Array.from(root.querySelectorAll<T>(selector));

const data = JSON.parse(byId("data").textContent ?? "") as Data;
const article = byId("article");
const list = byId("list");
const marks = new Map<number, Mark>();
let unsaved = false;
let now: HTMLElement | null = null;
let lit: HTMLElement[] = [];

const narrow = matchMedia("(max-width: 63.99rem)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const smooth = (): ScrollBehavior => (calm.matches ? "instant" : "smooth");

/** What is looked up when first asked for: a long article has thousands of pieces and cards. */
function later<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
const pieces = later(() => all("p > span", article));
const cards = later(() => all(".lot > div", list));
/** The card that an element stands in. */
const cardOf = (place: Element | null): HTMLElement | null => place?.closest<HTMLElement>(".lot > div") ?? null;
/** Number of a card's statement; NaN for the card of the whole article. */
const idOf = (card: HTMLElement): number => Number(card.id.slice(1));
const rowOf = (card: HTMLElement): number | undefined => data.statements[2 * idOf(card) + 1];

// --- choosing a card -------------------------------------------------------------------------

function light(runs: number[], name: string): void {
  for (let i = 0; i < runs.length; i += 2) {
    for (const piece of pieces().slice(runs[i], runs[i + 1])) {
      piece.classList.add(name);
      lit.push(piece);
    }
  }
}

function unlight(): void {
  for (const piece of lit) piece.classList.remove("now", "src", "cue", "spot");
  lit = [];
}

/** Opens a card, marks its words in the text, and brings into view what is not what was clicked. */
function choose(card: HTMLElement, show: "text" | "card" | "both"): void {
  if (now !== card) drop();
  now = card;
  card.classList.add("now");
  head(card).ariaExpanded = "true";
  equip(card);
  unlight();
  const own = all(`[data-s="${card.id.slice(1)}"]`, article);
  for (const piece of own) piece.classList.add("now");
  lit.push(...own);
  const attribution = data.attributions[data.statements[2 * idOf(card)] ?? -1];
  if (attribution) {
    light(attribution[0], "src");
    light(attribution[1], "cue");
  }
  if (show !== "text" && !narrow.matches) reveal(card);
  const first = own[0];
  if (!first) return;
  if (narrow.matches) {
    // The card lies over the foot of the page.
    const { top } = first.getBoundingClientRect();
    if (top < 0 || top > innerHeight * 0.3) scrollBy({ top: top - 80, behavior: smooth() });
  } else if (show !== "card") {
    first.scrollIntoView({ block: "center", behavior: smooth() });
  }
}

/** Scrolls the column of cards, and nothing else, to a card: twice, because cards that were never in
 * view have an estimated height until then. */
function reveal(card: HTMLElement): void {
  const scroll = (): void => {
    const { top, bottom } = card.getBoundingClientRect();
    const frame = list.getBoundingClientRect();
    if (top < frame.top || bottom > frame.bottom) {
      list.scrollTop += top - frame.top - 8;
    }
  };
  scroll();
  requestAnimationFrame(scroll);
}

function drop(): void {
  unlight();
  if (!now) return;
  now.classList.remove("now");
  head(now).ariaExpanded = "false";
  now = null;
}

/** Lights up the words of one finding, also where they run over several statements. */
function spot(id: number): void {
  const run = data.findings[id]?.[3];
  if (run) light(run, "spot");
}

article.addEventListener("click", (event) => {
  const target = event.target as HTMLElement;
  if (!getSelection()?.isCollapsed) return;
  const bar = target.closest<HTMLAnchorElement>(".bar a");
  const id = bar ? bar.hash.slice(2) : target.closest<HTMLElement>("[data-s]")?.dataset.s;
  const card = document.getElementById(`s${id}`);
  if (bar) event.preventDefault();
  if (!card) return;
  choose(card, "card");
  if (bar) focusOn(card);
});

list.addEventListener("click", (event) => {
  const target = event.target as HTMLElement;
  const find = target.closest<HTMLElement>(".find");
  const card = cardOf(target);
  if (!card) return;
  if (head(card).contains(target)) {
    event.preventDefault();
    if (card === now) drop();
    else choose(card, "text");
  } else if (find && card === now) {
    spot(Number(find.id.slice(1)));
  }
});

// Links to a card or to a finding in one.
document.addEventListener("click", (event) => {
  const link = (event.target as HTMLElement).closest<HTMLAnchorElement>("main a[href^='#']");
  if (!link || event.defaultPrevented) return;
  if (follow(link.hash)) event.preventDefault();
});

function follow(hash: string): boolean {
  const place = hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
  const card = cardOf(place);
  if (!place || !card) return false;
  if (card.hidden) show(null);
  choose(card, "both");
  if (place.classList.contains("find")) {
    spot(Number(place.id.slice(1)));
    const run = data.findings[Number(place.id.slice(1))]?.[3];
    const piece = run ? pieces()[run[0]] : undefined;
    piece?.scrollIntoView({ block: "center", behavior: smooth() });
  }
  focusOn(card);
  return true;
}

/** The line of a card that opens and closes it. */
function head(card: HTMLElement): HTMLElement {
  return card.firstElementChild as HTMLElement;
}

function focusOn(card: HTMLElement): void {
  head(card).focus({ preventScroll: true });
}

// --- filters ---------------------------------------------------------------------------------

interface Filter {
  row: HTMLElement | null;
  letters: Set<string>;
  findings: boolean;
}

const filter: Filter = { row: null, letters: new Set(), findings: false };
const rows = all("#who tr[data-w]");
const tiles = all("#letters li[data-g]");
const only = byId<HTMLButtonElement>("only");
const showAll = byId<HTMLButtonElement>("all");
const status = byId("status");

/** Turns the words of a row into a button. */
function button(place: HTMLElement, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "pick";
  made.setAttribute("aria-pressed", "false");
  made.append(...Array.from(place.childNodes));
  made.addEventListener("click", press);
  place.replaceWith(made);
  return made;
}

for (const row of rows) {
  const place = row.querySelector<HTMLElement>(".pick");
  if (place) button(place, () => show({ ...filter, row: filter.row === row ? null : row }));
}
for (const tile of tiles) {
  const place = tile.querySelector<HTMLElement>(".pick");
  const letter = tile.dataset.g ?? "";
  if (place) {
    button(place, () => {
      const letters = new Set(filter.letters);
      if (!letters.delete(letter)) letters.add(letter);
      show({ ...filter, letters });
    });
  }
}
only.addEventListener("click", () => show({ ...filter, findings: !filter.findings }));
showAll.addEventListener("click", () => show(null));

/** The tile a card counts in: its letter, "?" where it is doubtful whose words they are. */
function letterOf(card: HTMLElement): string {
  return card.querySelector(".doubt") ? "?" : (head(card).dataset.g ?? "").charAt(0);
}

/** Shows the cards of a filter, or all. */
function show(wanted: Filter | null): void {
  const { row, letters, findings } = wanted ?? { row: null, letters: new Set<string>(), findings: false };
  Object.assign(filter, { row, letters, findings });
  const active = row !== null || letters.size > 0 || findings;
  const source = row ? Number(row.dataset.w) : null;
  let [shown, statements] = [0, 0];
  const kept = new Set<string>();
  for (const card of cards()) {
    const own = rowOf(card);
    if (own !== undefined) statements += 1;
    const fits =
      (source === null || own === source) &&
      (letters.size === 0 || letters.has(letterOf(card))) &&
      (!findings || card.querySelector(".find") !== null);
    card.hidden = !fits;
    if (!fits || own === undefined) continue;
    shown += 1;
    kept.add(card.id.slice(1));
  }
  for (const lot of all(".lot", list)) lot.hidden = lot.querySelector(":scope > :not([hidden])") === null;
  if (now?.hidden) drop();
  for (const piece of pieces()) {
    const id = piece.dataset.s;
    piece.classList.toggle("off", active && (id === undefined || !kept.has(id)));
  }
  for (const other of rows) press(other, other === row);
  for (const tile of tiles) press(tile, letters.has(tile.dataset.g ?? ""));
  only.setAttribute("aria-pressed", String(findings));
  showAll.hidden = !active;
  status.textContent = active ? `${shown} of ${statements} statements` : "";
}

function press(place: HTMLElement, pressed: boolean): void {
  place.classList.toggle("on", pressed);
  place.querySelector("button.pick")?.setAttribute("aria-pressed", String(pressed));
}

// --- notes -----------------------------------------------------------------------------------

const judge = byId<HTMLTemplateElement>("judge");

/** What an earlier card says too is written there and linked to; this copies it. */
function fill(card: HTMLElement): void {
  const same = card.querySelector<HTMLAnchorElement>(".same");
  const other = same?.hash.slice(1);
  const source = other && byId(other).querySelector(".src");
  if (source) same?.replaceWith(source.cloneNode(true));
}

/** Gives the findings of an opened card their buttons and note. */
function equip(card: HTMLElement): void {
  fill(card);
  for (const find of all(".find", card)) {
    if (find.querySelector(".judge")) continue;
    find.append(judge.content.cloneNode(true));
    const id = Number(find.id.slice(1));
    for (const act of all("[data-v]", find)) {
      act.addEventListener("click", () => verdict(find, act.dataset.v ?? ""));
    }
    const remark = find.querySelector<HTMLInputElement>(".remark");
    remark?.addEventListener("input", () => {
      mark(id, { verdict: marks.get(id)?.verdict ?? "", note: remark.value });
    });
  }
}

function verdict(find: HTMLElement, value: string): void {
  const id = Number(find.id.slice(1));
  const before = marks.get(id);
  const next = before?.verdict === value ? "" : value;
  mark(id, { verdict: next, note: before?.note ?? "" });
  find.dataset.v = next;
  for (const act of all("[data-v]", find)) {
    act.setAttribute("aria-pressed", String(act.dataset.v === next));
  }
}

function mark(id: number, value: Mark): void {
  if (value.verdict === "" && value.note === "") marks.delete(id);
  else marks.set(id, value);
  unsaved = marks.size > 0;
  byId("count").textContent = marks.size > 0 ? `(${marks.size})` : "";
}

function words(run: Run | null): string {
  const [first, last] = run ? [pieces()[run[0]], pieces()[run[1] - 1]] : [];
  if (!first || !last) return "";
  const range = document.createRange();
  range.setStartBefore(first);
  range.setEndAfter(last);
  return range.toString();
}

/** The reader's notes as a file. */
function save(): void {
  const file = {
    sayso: data.sayso,
    document: data.document,
    title: data.title,
    text_sha256: data.text_sha256,
    rules: data.rules,
    offsets: "byte",
    by: byId<HTMLInputElement>("by").value.trim(),
    notes: Array.from(marks)
      .sort(([a], [b]) => a - b)
      .map(([id, { verdict, note }]) => {
        const [code, name, span, run] = data.findings[id] ?? ["", "", null, null];
        return { code, name, span, words: words(run), verdict: verdict || null, note };
      }),
  };
  const blob = new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = "sayso-notes.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  unsaved = false;
}

const saving = byId<HTMLDialogElement>("export");
byId("save").addEventListener("click", () => {
  byId("export-n").textContent =
    marks.size === 0
      ? "No finding has been accepted, dismissed or given a note yet."
      : `${marks.size} of ${data.findings.length} findings have a verdict or a note. They are kept in this window only, until saved.`;
  saving.showModal();
});
byId("save-now").addEventListener("click", () => {
  save();
  saving.close();
});
for (const close of all("dialog .close")) {
  close.addEventListener("click", () => close.closest("dialog")?.close());
}
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

// --- keys ------------------------------------------------------------------------------------

const keys = byId<HTMLDialogElement>("keys");

function step(by: number): void {
  const shown = cards().filter((card) => !card.hidden);
  const at = now ? shown.indexOf(now) : by > 0 ? -1 : shown.length;
  const card = shown[at + by];
  if (!card) return;
  choose(card, "both");
  focusOn(card);
}

/** The finding that keys speak of: the one in focus, else the first without a verdict. */
function atHand(): HTMLElement | undefined {
  const focused = document.activeElement?.closest<HTMLElement>(".find");
  if (focused) return focused;
  const own = now ? all(".find", now) : [];
  return own.find((find) => !find.dataset.v) ?? own[0];
}

function decide(value: string): void {
  const find = atHand();
  if (!find) return;
  verdict(find, value);
  find.querySelector<HTMLInputElement>(".remark")?.focus();
}

document.addEventListener("keydown", (event) => {
  const target = event.target as HTMLElement;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (target.matches("input, textarea, select")) {
    const card = cardOf(target);
    if (card && (event.key === "Escape" || event.key === "Enter")) {
      // Else the key would act on the card as well.
      event.preventDefault();
      focusOn(card);
    }
    return;
  }
  const acts: Record<string, () => void> = {
    j: () => step(1),
    k: () => step(-1),
    a: () => decide("accepted"),
    d: () => decide("dismissed"),
    f: () => {
      const first = document.querySelector<HTMLElement>("button.pick");
      first?.scrollIntoView({ block: "center", behavior: smooth() });
      first?.focus({ preventScroll: true });
    },
    "?": () => keys.showModal(),
    Escape: () => {
      if (document.querySelector("[popover]:popover-open")) return;
      if (now) drop();
      else show(null);
    },
  };
  const act = acts[event.key];
  if (!act) return;
  if (event.key !== "Escape") event.preventDefault();
  act();
});
byId("help").addEventListener("click", () => keys.showModal());

// --- start -----------------------------------------------------------------------------------

document.documentElement.classList.add("js");
for (const tools of all(".tools")) tools.hidden = false;
addEventListener("beforeprint", () => drop());
addEventListener("hashchange", () => follow(location.hash));
if (location.hash) follow(location.hash);
