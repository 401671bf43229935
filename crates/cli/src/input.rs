//! From arguments to documents: files, folders, globs and standard input, in the order of their
//! names, so that the order of the arguments never shows in the output.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use sayso::conllu::{self, Given};
use sayso::core::{Document, Fact, InputKind, Origin};
use sayso::ingest::{Hints, LARGEST_INPUT, ingest, records, sniff, unpacked};

use crate::args::InputArgs;
use crate::output::plain;

/// Bytes looked at to tell the kind of an input.
const HEAD: usize = 1 << 16;

/// Most bytes of one line of an indexed file.
pub(crate) const LONGEST_LINE: u64 = 256 << 20;

/// Endings of the files that a folder is searched for.
const ENDINGS: [&str; 6] = ["txt", "text", "html", "htm", "xhtml", "jsonl"];

/// Where an input comes from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Place {
    File(PathBuf),
    Standard,
}

impl Place {
    fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Standard => "-".to_owned(),
        }
    }
}

/// One document to work on.
pub(crate) enum Item {
    /// A text to be read.
    Text(Box<Document>),
    /// Words and sentences are given.
    Given(Box<Given>),
}

impl Item {
    /// The document.
    pub(crate) fn document(&self) -> &Document {
        match self {
            Self::Text(document) => document,
            Self::Given(given) => &given.document,
        }
    }

    /// The document alone; it will be read anew.
    pub(crate) fn into_document(self) -> Document {
        match self {
            Self::Text(document) => *document,
            Self::Given(given) => given.document,
        }
    }
}

/// The documents of one place, each with what is wrong with it instead where something is.
pub(crate) type Items = Box<dyn Iterator<Item = Result<Item>>>;

/// The places that the arguments name, sorted, each once, and what is wrong with the others.
pub(crate) fn places(paths: &[PathBuf]) -> (Vec<Place>, Vec<anyhow::Error>) {
    let (mut places, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        if path.as_os_str() == "-" {
            places.push(Place::Standard);
        } else if let Err(error) = expand(path, &mut places) {
            errors.push(error);
        }
    }
    places.sort();
    places.dedup();
    (places, errors)
}

fn expand(path: &Path, places: &mut Vec<Place>) -> Result<()> {
    if path.is_dir() {
        let before = places.len();
        walk(path, places)?;
        if places.len() == before {
            return Err(anyhow!(
                "{}: no article in this folder; looked for {}",
                path.display(),
                ENDINGS.map(|ending| format!(".{ending}")).join(", ")
            ));
        }
        return Ok(());
    }
    let pattern = path.to_string_lossy();
    if !path.exists() && pattern.contains(['*', '?', '[']) {
        let found = glob::glob(&pattern).with_context(|| format!("{pattern}: not a glob"))?;
        let before = places.len();
        for path in found {
            let path = path?;
            if path.is_dir() { walk(&path, places)? } else { places.push(Place::File(path)) }
        }
        if places.len() == before {
            return Err(anyhow!("{pattern}: no file matches"));
        }
        return Ok(());
    }
    places.push(Place::File(path.to_owned()));
    Ok(())
}

/// Articles of a folder and its folders, hidden ones left out; links to folders are not followed.
fn walk(folder: &Path, places: &mut Vec<Place>) -> Result<()> {
    let entries = folder.read_dir().with_context(|| folder.display().to_string())?;
    for entry in entries {
        let entry = entry.with_context(|| folder.display().to_string())?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            walk(&path, places)?;
        } else if is_article(&path) {
            places.push(Place::File(path));
        }
    }
    Ok(())
}

/// An ending that articles have, be it under a packed one.
fn is_article(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    ENDINGS.iter().any(|ending| {
        name.strip_suffix(ending).is_some_and(|stem| stem.len() > 1 && stem.ends_with('.'))
    })
}

/// The documents of one place, read as they are asked for.
pub(crate) fn items(place: &Place, args: &InputArgs) -> Items {
    let date = args.date;
    let items = open(place, args.input.map(InputKind::from))
        .unwrap_or_else(|error| Box::new(std::iter::once(Err(error))));
    Box::new(items.map(move |item| {
        let mut item = item?;
        if let (Some(date), Item::Text(document)) = (date, &mut item)
            && document.meta.date.fact.found().is_none()
        {
            document.meta.date.fact = Fact::Found { value: date, span: None, from: Origin::Option };
        }
        Ok(item)
    }))
}

fn open(place: &Place, kind: Option<InputKind>) -> Result<Items> {
    let id = place.name();
    let fault = |error: io::Error| fault(&id, &error);
    let reader: Box<dyn Read> = match place {
        Place::Standard => Box::new(io::stdin()),
        Place::File(path) => Box::new(File::open(path).map_err(fault)?),
    };
    let mut reader = BufReader::with_capacity(HEAD, unpacked(reader).map_err(fault)?);
    let kind = if let Some(kind) = kind {
        kind
    } else {
        let head = fill(&mut reader).map_err(fault)?;
        if let Some(form) = foreign(head) {
            bail!("{id}: {form}; expected plain text, a web page, JSON lines or CoNLL-U");
        }
        sniff(head)
    };
    let hints = Hints { id: id.clone(), kind: Some(kind), ..Hints::default() };
    if kind == InputKind::Jsonl {
        return Ok(Box::new(
            records(reader, &hints).map(|record| Ok(Item::Text(Box::new(record?)))),
        ));
    }
    // One byte over the limit is enough for ingest to refuse it with the right words.
    let mut bytes = Vec::new();
    reader.take(LARGEST_INPUT + 1).read_to_end(&mut bytes).map_err(fault)?;
    if kind == InputKind::Conllu {
        let text = String::from_utf8(bytes).map_err(|error| {
            let line = error.as_bytes().get(..error.utf8_error().valid_up_to());
            let line = line.unwrap_or_default().split(|&b| b == b'\n').count();
            anyhow!("{id}:{line}: not UTF-8; CoNLL-U is UTF-8")
        })?;
        let given = conllu::parse(&text, &id).map_err(|error| anyhow!("{id}: {error}"))?;
        // The same text, with the way back to the file.
        let documents = sayso::ingest::conllu(text.as_bytes(), &hints)?;
        let given = given.into_iter().zip(documents);
        return Ok(Box::new(given.map(|(given, document)| {
            Ok(Item::Given(Box::new(conllu::Given { document, ..given })))
        })));
    }
    let document =
        ingest(&bytes, &hints).map(|document| Item::Text(Box::new(document))).map_err(Into::into);
    Ok(Box::new(std::iter::once(document)))
}

/// The first bytes, as many as one read of a pipe gives.
fn fill<R: Read>(reader: &mut BufReader<R>) -> io::Result<&[u8]> {
    loop {
        match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            // A second borrow, because the first would live through the other arms.
            Ok(_) => return Ok(reader.buffer()),
        }
    }
}

/// What a file is that holds no text as it stands, by its first bytes.
fn foreign(head: &[u8]) -> Option<&'static str> {
    const FORMS: [(&[u8], &str); 8] = [
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a zip file, as .docx, .odt and .epub are"),
        (b"\xD0\xCF\x11\xE0", "a file of an office program"),
        (b"{\\rtf", "rich text"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x7FELF", "a program"),
    ];
    FORMS.iter().find(|(start, _)| head.starts_with(start)).map(|(_, name)| *name)
}

/// What went wrong on opening or reading an input.
fn fault(id: &str, error: &io::Error) -> anyhow::Error {
    // A word that is no file may be a command with a slip in it.
    let is_word = id.chars().all(|c| c.is_ascii_lowercase());
    match error.kind() {
        io::ErrorKind::NotFound if is_word => anyhow!(
            "{id}: no such file, and no command of this name; expected a file, a folder, a glob, - or a \
             command (see --help)"
        ),
        io::ErrorKind::NotFound => {
            anyhow!("{id}: no such file; expected a file, a folder, a glob or -")
        }
        _ => anyhow!("{id}: cannot be read: {}", plain(error)),
    }
}
