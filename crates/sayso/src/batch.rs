//! Threads over documents: the only parallelism of the engine. Results come back in the order of the
//! documents, so the number of threads never shows.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use sayso_core::Document;
use sayso_read::Scratch;

/// Text of a run of documents, in bytes: so much that a run of short ones fills the network, so little
/// that there are enough runs for all threads.
const RUN_BYTES: usize = 3000;

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
            self.attempt(|scratch| work(item, scratch)).map_err(|message| Defect { id, message })
        };
        self.threads.install(|| items.into_par_iter().with_max_len(1).map(one).collect())
    }

    /// The same for work that takes neighbours together and gives one result for each.
    pub fn map_runs<I: Sync, T: Send>(
        &self,
        items: &[I],
        document: impl Fn(&I) -> &Document + Sync,
        work: impl Fn(&[I], &mut Scratch) -> Vec<T> + Sync,
    ) -> Vec<Result<T, Defect>> {
        let mut bytes = 0;
        let runs: Vec<&[I]> = items
            .chunk_by(|item, _| {
                bytes += document(item).text.len();
                let goes_on = bytes < RUN_BYTES;
                bytes = if goes_on { bytes } else { 0 };
                goes_on
            })
            .collect();
        let alone = |item: &I| {
            let done = self.attempt(|scratch| work(std::slice::from_ref(item), scratch));
            let id = &document(item).id;
            let defect = |message| Defect { id: id.clone(), message };
            done.map_err(defect)?.pop().ok_or_else(|| defect("no result".to_owned()))
        };
        // Where a run meets a defect, its documents are taken one by one, to find whose it is.
        let one = |run: &[I]| match self.attempt(|scratch| work(run, scratch)) {
            Ok(done) => done.into_iter().map(Ok).collect(),
            Err(_) => run.iter().map(alone).collect::<Vec<_>>(),
        };
        self.threads.install(|| runs.into_par_iter().with_max_len(1).flat_map_iter(one).collect())
    }

    /// Does some work with free buffers; the words of the panic if it meets a defect.
    fn attempt<T>(&self, work: impl FnOnce(&mut Scratch) -> T) -> Result<T, String> {
        let mut scratch = self.free().pop().unwrap_or_default();
        // What half-done work left behind is thrown away.
        let done = catch_unwind(AssertUnwindSafe(|| work(&mut scratch)))
            .map_err(|panic| message(panic.as_ref()))?;
        self.free().push(scratch);
        Ok(done)
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
            let shown = |results: Vec<Result<String, Defect>>| -> Vec<String> {
                let shown = |result: Result<_, Defect>| {
                    result.unwrap_or_else(|defect| format!("! {}", defect.id))
                };
                results.into_iter().map(shown).collect()
            };
            assert_eq!(shown(results), ["a", "! b", "c"]);
            let results = pool.map_runs(
                &documents,
                |document| document,
                |run, _| {
                    assert!(run.iter().all(|document| document.id != "b"), "met b");
                    run.iter().map(|document| document.id.clone()).collect()
                },
            );
            assert_eq!(shown(results), ["a", "! b", "c"]);
        }
    }
}
