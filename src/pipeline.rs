//! Many documents: read, worked on in parallel, handed on in input order.
//!
//! The only home of rayon. Batches are bounded in bytes, and at most two wait between the
//! stages, so that memory does not grow with the input. Parallel map, serial fold: what is
//! handed on does not depend on the number of threads.

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};
use std::sync::Mutex;
use std::sync::mpsc::{SyncSender, sync_channel};

/// Bytes of input in one batch, for each thread: what is made of it is many times as much,
/// and the next stage is to find that near at hand.
const BATCH_BYTES: usize = 1 << 17;
/// Records in one batch.
const BATCH_RECORDS: usize = 512;
/// Batches that may wait between two stages.
const WAITING: usize = 2;

/// Runs `work` on every record with `jobs` threads (0: one for each core) and `sink` on
/// every result, in order. `desk` makes what a thread keeps between records.
///
/// # Errors
/// What `sink` says ends the run; or why no threads could be started.
pub fn run<R, D, O, E>(
    records: impl Iterator<Item = R> + Send,
    size: impl Fn(&R) -> usize + Send,
    jobs: usize,
    desk: impl Fn() -> D + Sync,
    work: impl Fn(R, &mut D) -> O + Sync,
    mut sink: impl FnMut(O) -> Result<(), E>,
) -> Result<(), E>
where
    R: Send,
    D: Send,
    O: Send,
    E: From<ThreadPoolBuildError>,
{
    let all = |results: Vec<O>| results.into_iter().try_for_each(&mut sink);
    Threads::new(jobs)?.run(records, size, desk, work, all)
}

/// Threads to work on.
#[derive(Debug)]
pub struct Threads {
    /// None: all work is done by the caller's.
    pool: Option<ThreadPool>,
}

impl Threads {
    /// So many, or one for each core where `jobs` is 0.
    ///
    /// # Errors
    /// Why they could not be started.
    pub fn new(jobs: usize) -> Result<Self, ThreadPoolBuildError> {
        let jobs = if jobs > 0 { jobs } else { std::thread::available_parallelism().map_or(1, Into::into) };
        let pool = (jobs > 1).then(|| ThreadPoolBuilder::new().num_threads(jobs).build()).transpose()?;
        Ok(Self { pool })
    }

    /// None but the caller's.
    pub fn one() -> Self {
        Self { pool: None }
    }

    /// What `work` makes of each item, in their order.
    pub fn map<T: Send, O: Send>(&self, items: Vec<T>, work: impl Fn(T) -> O + Sync) -> Vec<O> {
        match &self.pool {
            // One by one: one may take as long as all others together.
            Some(pool) => pool.install(|| items.into_par_iter().with_max_len(1).map(&work).collect()),
            None => items.into_iter().map(work).collect(),
        }
    }

    /// Runs `work` on every record, and `sink` on the results of one batch after the other,
    /// in order. `size` says how many bytes a record has, `desk` makes what a thread keeps
    /// between records. `sink` runs on the caller's thread and may itself [`Self::map`].
    ///
    /// # Errors
    /// What `sink` says ends the run.
    pub fn run<R: Send, D: Send, O: Send, E>(
        &self,
        records: impl Iterator<Item = R> + Send,
        size: impl Fn(&R) -> usize + Send,
        desk: impl Fn() -> D + Sync,
        work: impl Fn(R, &mut D) -> O + Sync,
        mut sink: impl FnMut(Vec<O>) -> Result<(), E>,
    ) -> Result<(), E> {
        let desks: Mutex<Vec<D>> = Mutex::new(Vec::new());
        let at_desk = |record: R| {
            let free = desks.lock().ok().and_then(|mut d| d.pop());
            let mut mine = free.unwrap_or_else(&desk);
            let out = work(record, &mut mine);
            if let Ok(mut desks) = desks.lock() {
                desks.push(mine);
            }
            out
        };
        let at_desk = &at_desk;
        std::thread::scope(|scope| {
            let (to_work, batches) = sync_channel::<Vec<R>>(WAITING);
            let most = BATCH_BYTES * self.pool.as_ref().map_or(1, ThreadPool::current_num_threads);
            scope.spawn(move || read(records, size, most, &to_work));
            if self.pool.is_none() {
                return batches.into_iter().try_for_each(|batch| sink(self.map(batch, at_desk)));
            }
            let (to_sink, results) = sync_channel::<Vec<O>>(WAITING);
            scope.spawn(move || {
                for batch in batches {
                    // The sink has given up: stop reading too.
                    if to_sink.send(self.map(batch, at_desk)).is_err() {
                        break;
                    }
                }
            });
            results.into_iter().try_for_each(sink)
        })
    }
}

fn read<R>(
    records: impl Iterator<Item = R>,
    size: impl Fn(&R) -> usize,
    most: usize,
    to_work: &SyncSender<Vec<R>>,
) {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    for record in records {
        bytes += size(&record);
        batch.push(record);
        if bytes >= most || batch.len() >= BATCH_RECORDS {
            bytes = 0;
            if to_work.send(std::mem::take(&mut batch)).is_err() {
                return;
            }
        }
    }
    let _ = to_work.send(batch);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_input_order_for_any_number_of_threads() {
        for jobs in [1, 2, 5] {
            let mut seen = Vec::new();
            let sink = |n: u64| {
                seen.push(n);
                Ok::<(), ThreadPoolBuildError>(())
            };
            run(0..5000u64, |_| 9000, jobs, || 0u64, |n, _| n * 2, sink).expect("threads");
            assert_eq!(seen, (0..5000).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_sink_may_work_on_the_same_threads_and_its_error_ends_the_run() {
        for jobs in [1, 3] {
            let threads = Threads::new(jobs).expect("threads");
            let mut sum = 0;
            let sink = |numbers: Vec<u64>| {
                sum += threads.map(numbers, |n| n + 1).iter().sum::<u64>();
                if sum > 1000 { Err("enough") } else { Ok(()) }
            };
            let ended = threads.run(0.., |_| 90_000, || (), |n: u64, ()| n, sink);
            assert_eq!(ended, Err("enough"));
            assert!(sum > 1000 && sum < 5000, "{sum}");
        }
    }
}
