//! The docs as a static site in `build/site`: every Markdown page of the repository's root, `docs/` and
//! the models' cards, with the list of `docs/README.md` beside it. `--check` writes nothing; a link that
//! leads nowhere is an error either way, and pages that nothing leads to are named. No page asks for anything from the network.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// Where the site is written.
const TARGET: &str = "build/site";

/// The page whose links stand beside every page.
const INDEX: &str = "docs/README.md";

/// Files of these endings are copied where a page links to them; links to others become plain text.
const COPIED: [&str; 4] = ["svg", "json", "txt", "toml"];

/// The Markdown that our pages are written in.
const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_HEADING_ATTRIBUTES);

const STYLE: &str = include_str!("site.css");

fn main() -> ExitCode {
    let check = std::env::args().any(|arg| arg == "--check");
    match run(check) {
        Ok(line) => {
            say(&line);
            ExitCode::SUCCESS
        }
        Err(error) => {
            say(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn say(line: &str) {
    // Nobody is left to tell when standard error is gone.
    let _ = std::io::Write::write_fmt(&mut std::io::stderr().lock(), format_args!("{line}\n"));
}

fn run(check: bool) -> Result<String> {
    let pages = pages()?;
    let mut site = Site::of(&pages);
    let mut written = Vec::new();
    for (path, text) in &pages {
        let body = site.render(path, text, &parent(path));
        let index = pages.get(Path::new(INDEX)).map(String::as_str).unwrap_or_default();
        let list: String = index.split_inclusive('\n').filter(|line| is_list(line)).collect();
        let beside = site.render(Path::new(INDEX), &list, &parent(path));
        written.push((target(path), page(path, text, &body, &beside)));
    }
    if !site.dead.is_empty() {
        site.dead.sort();
        site.dead.dedup();
        bail!("links that lead nowhere:\n  {}", site.dead.join("\n  "));
    }
    let is_lost = |page: &&PathBuf| !site.linked.contains(*page) && **page != Path::new(INDEX);
    let lost: Vec<String> = pages.keys().filter(is_lost).map(|p| p.display().to_string()).collect();
    if !lost.is_empty() {
        say(&format!("no page links to these; {INDEX} is the place:\n  {}", lost.join("\n  ")));
    }
    if check {
        return Ok(format!("{} pages, no dead link", written.len()));
    }
    let root = Path::new(TARGET);
    if root.exists() {
        std::fs::remove_dir_all(root).with_context(|| TARGET.to_owned())?;
    }
    for (path, content) in &written {
        put(&root.join(path), content.as_bytes())?;
    }
    for path in &site.copied {
        put(&root.join(path), &std::fs::read(path).with_context(|| path.display().to_string())?)?;
    }
    Ok(format!("{} pages; open {TARGET}/index.html", written.len()))
}

fn put(path: &Path, content: &[u8]) -> Result<()> {
    let folder = parent(path);
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    std::fs::write(path, content).with_context(|| path.display().to_string())
}

/// The lines of the index that make the list beside every page: its headings and lists.
fn is_list(line: &str) -> bool {
    line.starts_with("- ") || line.starts_with("## ") || line.trim().is_empty()
}

/// Path and text of every page, as they are under version control.
fn pages() -> Result<BTreeMap<PathBuf, String>> {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "*.md"])
        .output()
        .context("git ls-files")?;
    let listed = String::from_utf8(listed.stdout)?;
    let is_page = |path: &&str| {
        !path.contains('/') || path.starts_with("docs/") || path.starts_with("models/")
    };
    let mut pages = BTreeMap::new();
    for path in listed.split('\0').filter(|path| !path.is_empty()).filter(is_page) {
        let text = std::fs::read_to_string(path).with_context(|| path.to_owned())?;
        pages.insert(PathBuf::from(path), text);
    }
    Ok(pages)
}

fn parent(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).to_owned()
}

/// Where the page of a Markdown file lies.
fn target(path: &Path) -> PathBuf {
    if path.file_stem().is_some_and(|stem| stem == "README") {
        path.with_file_name("index.html")
    } else {
        path.with_extension("html")
    }
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            Component::Normal(name) => out.push(name),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    out
}

/// The way from a folder to a file, both from the root.
fn relative(from: &Path, to: &Path) -> String {
    let (from, to): (Vec<_>, Vec<_>) = (from.iter().collect(), to.iter().collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".into(), from.len() - shared);
    let down = to.iter().skip(shared).map(|part| part.to_string_lossy());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// A heading's words as the name of its place.
fn slug(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if (c.is_whitespace() || c == '-') && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_matches('-').to_owned()
}

/// Where a link leads.
enum Link {
    /// An address that the page may hold.
    To(String),
    /// A file that is no part of the site.
    Elsewhere,
}

struct Site<'a> {
    pages: &'a BTreeMap<PathBuf, String>,
    copied: BTreeSet<PathBuf>,
    linked: BTreeSet<PathBuf>,
    dead: Vec<String>,
    /// The places of every page that can be linked to.
    places: BTreeMap<&'a Path, BTreeSet<String>>,
}

impl<'a> Site<'a> {
    fn of(pages: &'a BTreeMap<PathBuf, String>) -> Self {
        let places = pages.iter().map(|(path, text)| {
            let mut events: Vec<_> = Parser::new_ext(text, OPTIONS).collect();
            (path.as_path(), name_headings(&mut events).into_iter().collect())
        });
        Self {
            pages,
            copied: BTreeSet::new(),
            linked: BTreeSet::new(),
            dead: Vec::new(),
            places: places.collect(),
        }
    }

    /// The HTML of one Markdown text that lies at `path`, for a page in the folder `shown_in`.
    fn render(&mut self, path: &Path, text: &str, shown_in: &Path) -> String {
        let mut events = Vec::new();
        let mut links = Vec::new();
        for event in Parser::new_ext(text, OPTIONS) {
            match event {
                Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                    match self.link(path, &dest_url, shown_in) {
                        Link::To(to) => {
                            let dest_url = CowStr::from(to);
                            events.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                            links.push(true);
                        }
                        Link::Elsewhere => links.push(false),
                    }
                }
                Event::End(TagEnd::Link) => {
                    if links.pop() == Some(true) {
                        events.push(event);
                    }
                }
                Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                    let to = match self.link(path, &dest_url, shown_in) {
                        Link::To(to) => CowStr::from(to),
                        Link::Elsewhere => dest_url,
                    };
                    events.push(Event::Start(Tag::Image { link_type, dest_url: to, title, id }));
                }
                // The one kind of markup in our pages is the comment on top of generated ones.
                Event::Html(_) | Event::InlineHtml(_) => {}
                Event::Start(Tag::Table(_)) => {
                    events.push(Event::Html("<div class=scroll>".into()));
                    events.push(event);
                }
                Event::End(TagEnd::Table) => {
                    events.push(event);
                    events.push(Event::Html("</div>".into()));
                }
                event => events.push(event),
            }
        }
        name_headings(&mut events);
        let mut out = String::new();
        html::push_html(&mut out, events.into_iter());
        out
    }

    fn link(&mut self, path: &Path, to: &str, shown_in: &Path) -> Link {
        if to.starts_with("https:") || to.starts_with("http:") {
            return Link::To(to.to_owned());
        }
        let (file, place) = to.split_once('#').map_or((to, ""), |(file, place)| (file, place));
        let file = if file.is_empty() { path.to_owned() } else { plain(&parent(path).join(file)) };
        let readme = file.join("README.md");
        let page = [&file, &readme].into_iter().find(|page| self.pages.contains_key(*page));
        if let Some(page) = page {
            let is_there = |places: &BTreeSet<String>| place.is_empty() || places.contains(place);
            if !self.places.get(page.as_path()).is_some_and(is_there) {
                self.dead.push(format!("{}: {to}: no heading of this name", path.display()));
            }
            let place = if place.is_empty() { String::new() } else { format!("#{place}") };
            self.linked.insert(page.clone());
            return Link::To(relative(shown_in, &target(page)) + &place);
        }
        if !file.exists() {
            self.dead.push(format!("{}: {to}", path.display()));
            return Link::Elsewhere;
        }
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if file.is_file() && COPIED.contains(&ending) {
            let to = relative(shown_in, &file);
            self.copied.insert(file);
            return Link::To(to);
        }
        Link::Elsewhere
    }
}

/// Gives every heading a place of its own, so that it can be linked to, and tells the places.
fn name_headings(events: &mut [Event<'_>]) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut names = Vec::new();
    let mut words: Option<String> = None;
    for event in events.iter() {
        match event {
            Event::Start(Tag::Heading { .. }) => words = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                let name = slug(&words.take().unwrap_or_default());
                let n = seen.entry(name.clone()).or_default();
                names.push(if *n == 0 { name } else { format!("{name}-{n}") });
                *n += 1;
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(words) = &mut words {
                    words.push_str(text);
                }
            }
            _ => {}
        }
    }
    let mut of_headings = names.iter();
    for event in events {
        if let Event::Start(Tag::Heading { id, .. }) = event {
            *id = of_headings.next().cloned().map(CowStr::from);
        }
    }
    names
}

/// The first heading's words; the file's name where there is none.
fn title(path: &Path, text: &str) -> String {
    let heading = text.lines().find_map(|line| line.strip_prefix("# "));
    heading.map_or_else(|| path.display().to_string(), |words| words.replace(['`', '*'], ""))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn page(path: &Path, text: &str, body: &str, beside: &str) -> String {
    let folder = parent(path);
    let home = relative(&folder, Path::new("index.html"));
    let here = format!("<a href=\"{}\"", relative(&folder, &target(path)));
    let beside = beside.replace(&here, &format!("{here} aria-current=page"));
    // Samples of a finding are prose, whose lines may be broken anew; other blocks are commands and sheets.
    let class = if path.starts_with("docs/findings") { " class=prose" } else { "" };
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport \
         content=\"width=device-width\"><meta name=color-scheme content=\"light dark\">\
         <title>{} · Sayso</title><style>{STYLE}</style>\n\
         <header><a class=skip href=\"#text\">To the text</a><a class=all href=\"#pages\">All pages</a>\
         <a href=\"{home}\"><b>Sayso</b></a> On whose say-so?</header>\n\
         <div class=page><nav id=pages aria-label=\"All pages\">\n{beside}</nav>\n\
         <main id=text{class}>\n{body}</main></div>\n",
        escaped(&title(path, text)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_from_page_to_page() {
        let of = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(of("", "index.html"), "index.html");
        assert_eq!(of("docs/findings", "docs/cli.html"), "../cli.html");
        assert_eq!(of("docs", "docs/findings/index.html"), "findings/index.html");
        assert_eq!(plain(Path::new("docs/findings/../../README.md")), Path::new("README.md"));
        assert_eq!(target(Path::new("docs/README.md")), Path::new("docs/index.html"));
    }

    #[test]
    fn pages_name_their_headings_and_dead_links_are_told() {
        let pages = BTreeMap::from([(PathBuf::from("a.md"), "# A\n\n## x".to_owned())]);
        let mut site = Site::of(&pages);
        let text = "# One `two`\n\n## One two\n\n[a](a.md#x) [b](no-such.md) [c](https://example.org) \
                    [d](a.md#y)";
        let html = site.render(Path::new("b.md"), text, Path::new(""));
        assert!(html.contains("id=\"one-two\"") && html.contains("id=\"one-two-1\""), "{html}");
        assert!(
            html.contains("href=\"a.html#x\"") && html.contains("https://example.org"),
            "{html}"
        );
        assert_eq!(site.dead, ["b.md: no-such.md", "b.md: a.md#y: no heading of this name"]);
    }
}
