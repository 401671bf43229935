//! What can go wrong with an index; each message says where and what to do.

/// Why an index could not be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TraceError {
    /// The system refused.
    #[error("{what}: {reason}")]
    Io {
        /// The file and what was tried.
        what: String,
        /// The system's reason.
        reason: std::io::Error,
    },
    /// Bytes are not what was written.
    #[error(
        "{file}: {why} in block {block} (bytes {from}..{to}); {documents} documents cannot be read; \
         --salvage goes on with the rest"
    )]
    Corrupt {
        /// The file.
        file: String,
        /// Number of the block.
        block: usize,
        /// First byte.
        from: u64,
        /// One past the last byte.
        to: u64,
        /// Documents lost with it; for a block of keys, those of the segment, whose partners may be
        /// missed.
        documents: u64,
        /// What was found.
        why: String,
    },
    /// No index in the folder.
    #[error("no index here: the file \"{pointer}\" is missing; make one with sayso trace index")]
    NoIndex {
        /// The file that names the current state.
        pointer: String,
    },
    /// Made by a later program.
    #[error(
        "{file}: made by format {found}, this program reads up to {known}; use a newer program"
    )]
    Newer {
        /// The file.
        file: String,
        /// Its format.
        found: u32,
        /// The newest format that is read.
        known: u32,
    },
    /// Made with other hashes or masks.
    #[error("{file}: made with the scheme {found}, expected {expected}; make the index anew")]
    Scheme {
        /// The file.
        file: String,
        /// Its scheme.
        found: String,
        /// The scheme asked for.
        expected: String,
    },
    /// Another writer is at work.
    #[error("another writer holds the index; wait for it to end")]
    Locked,
    /// The cap is too small.
    #[error("--memory is {given} bytes, but {needed} are needed for this index")]
    Memory {
        /// The cap.
        given: u64,
        /// What is needed.
        needed: u64,
    },
    /// One id, two texts.
    #[error(
        "id {id:?} is in the index with another text; --on-duplicate replace takes the new one, \
         --keep-going skips it"
    )]
    OtherText {
        /// The id.
        id: String,
    },
    /// More documents than numbers.
    #[error("the index is full: {documents} documents")]
    Full {
        /// Documents in it.
        documents: u64,
    },
}

impl TraceError {
    /// Names the file in a system error.
    pub(crate) fn io(what: &str) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |reason| Self::Io { what: what.to_owned(), reason }
    }
}
