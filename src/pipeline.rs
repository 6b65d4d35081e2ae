//! Many documents: read, worked on in parallel, handed on in input order.
//!
//! The only home of rayon. Batches are bounded in bytes, and at most two wait between the
//! stages, so that memory does not grow with the input. Parallel map, serial fold: what is
//! handed on does not depend on the number of threads.

use rayon::prelude::*;
use std::sync::Mutex;
use std::sync::mpsc::sync_channel;

/// Bytes of input in one batch.
const BATCH_BYTES: usize = 1 << 20;
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
    E: From<rayon::ThreadPoolBuildError>,
{
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build()?;
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
    std::thread::scope(|scope| {
        let (to_work, batches) = sync_channel::<Vec<R>>(WAITING);
        let (to_sink, results) = sync_channel::<Vec<O>>(WAITING);
        scope.spawn(move || read(records, size, &to_work));
        let (pool, at_desk) = (&pool, &at_desk);
        scope.spawn(move || {
            for batch in batches {
                let results = pool.install(|| batch.into_par_iter().map(at_desk).collect());
                // The sink has given up: stop reading too.
                if to_sink.send(results).is_err() {
                    break;
                }
            }
        });
        results.into_iter().flatten().try_for_each(&mut sink)
    })
}

fn read<R>(
    records: impl Iterator<Item = R>,
    size: impl Fn(&R) -> usize,
    to_work: &std::sync::mpsc::SyncSender<Vec<R>>,
) {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    for record in records {
        bytes += size(&record);
        batch.push(record);
        if bytes >= BATCH_BYTES || batch.len() >= BATCH_RECORDS {
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
                Ok::<(), rayon::ThreadPoolBuildError>(())
            };
            run(0..5000u64, |_| 9000, jobs, || 0u64, |n, _| n * 2, sink).expect("threads");
            assert_eq!(seen, (0..5000).map(|n| n * 2).collect::<Vec<_>>());
        }
    }
}
