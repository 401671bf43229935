//! Threads over documents: the only parallelism of the engine. Results come back in the order of the
//! documents, so the number of threads never shows.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use sayso_core::Document;
use sayso_read::Scratch;

/// A panic that was caught while one document was worked on: always a defect of the engine.
#[derive(Debug, thiserror::Error)]
#[error("{id}: a defect was met and this input was skipped: {message}")]
pub struct Defect {
    /// The document.
    pub id: String,
    /// What the panic said.
    pub message: String,
}

/// A pool of threads, and the buffers that their documents hand on.
#[derive(Debug)]
pub struct Pool {
    threads: rayon::ThreadPool,
    free: Mutex<Vec<Scratch>>,
}

impl Pool {
    /// A pool of `threads`, or of one per core where none is named.
    ///
    /// # Errors
    /// The system refuses to start a thread.
    pub fn new(threads: Option<usize>) -> Result<Self, rayon::ThreadPoolBuildError> {
        // Deep recursion is nowhere needed; the default stack of a main thread is kept all the same.
        let builder = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0));
        let threads = builder.stack_size(8 << 20).build()?;
        Ok(Self { threads, free: Mutex::default() })
    }

    /// Works on every document and returns the results in their order; a document that meets a defect
    /// stops no other. `document` looks at the document of an item, for its name.
    pub fn map<I: Send, T: Send>(
        &self,
        items: Vec<I>,
        document: impl Fn(&I) -> &Document + Sync,
        work: impl Fn(I, &mut Scratch) -> T + Sync,
    ) -> Vec<Result<T, Defect>> {
        let one = |item: I| {
            let id = document(&item).id.clone();
            let mut scratch = self.free().pop().unwrap_or_default();
            // What a half-done document left behind is thrown away.
            let done = catch_unwind(AssertUnwindSafe(|| work(item, &mut scratch)))
                .map_err(|panic| Defect { id, message: message(panic.as_ref()) })?;
            self.free().push(scratch);
            Ok(done)
        };
        self.threads.install(|| items.into_par_iter().with_max_len(1).map(one).collect())
    }

    /// Buffers that no document uses; no code panics while it holds them.
    fn free(&self) -> MutexGuard<'_, Vec<Scratch>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The words of a panic.
fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use sayso_ingest::{Hints, ingest};

    use super::*;

    #[test]
    fn a_defect_in_one_document_stops_no_other_and_order_is_kept() {
        let document = |id: &str| {
            ingest(id.as_bytes(), &Hints { id: id.to_owned(), ..Hints::default() }).unwrap()
        };
        let documents: Vec<Document> = ["a", "b", "c"].into_iter().map(document).collect();
        for threads in [1, 2, 7] {
            let pool = Pool::new(Some(threads)).unwrap();
            let results = pool.map(
                documents.clone(),
                |document| document,
                |document, _| {
                    assert_ne!(document.id, "b", "met b");
                    document.id
                },
            );
            let shown: Vec<String> = results
                .into_iter()
                .map(|result| result.unwrap_or_else(|defect| format!("! {}", defect.id)))
                .collect();
            assert_eq!(shown, ["a", "! b", "c"]);
        }
    }
}
