//! Work on all cores, results in the order of the work.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::cli::failure::Failure;

/// Deciding may recurse as deep as conditions nest.
const STACK: usize = 16 << 20;

struct Source<N, R> {
    next: N,
    /// Where each result will come from, in order; gone when there is nothing more.
    queue: Option<SyncSender<Receiver<R>>>,
}

/// Takes items from `next`, works on them on all cores, gives the results to `take` in order.
///
/// What is read and not yet taken is bounded: two items a core. An error of `take` ends it.
pub(crate) fn in_order<T: Send, R: Send>(
    next: impl FnMut() -> Option<T> + Send,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let (queue, results) = sync_channel(2 * workers);
    let source = Mutex::new(Source {
        next,
        queue: Some(queue),
    });
    thread::scope(|scope| {
        // fewer workers do it too
        let spawned = (0..workers)
            .take_while(|_| {
                let builder = thread::Builder::new().stack_size(STACK);
                builder
                    .spawn_scoped(scope, || worker(&source, &work))
                    .is_ok()
            })
            .count();
        if spawned == 0 {
            return Err(Failure::new(
                "no thread could be started",
                "无法启动工作线程",
            ));
        }
        let taken = results.iter().try_for_each(|result| match result.recv() {
            Ok(result) => take(result),
            Err(_) => Err(Failure::new(
                "a worker stopped before its work was done",
                "工作线程意外中止",
            )),
        });
        drop(results);
        taken
    })
}

fn worker<T, R>(source: &Mutex<Source<impl FnMut() -> Option<T>, R>>, work: impl Fn(T) -> R) {
    loop {
        let (item, done) = {
            let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(queue) = &source.queue else { return };
            let queue = queue.clone();
            let Some(item) = (source.next)() else {
                source.queue = None;
                return;
            };
            let (done, result) = sync_channel(1);
            if queue.send(result).is_err() {
                source.queue = None;
                return;
            }
            (item, done)
        };
        let _ = done.send(work(item));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_and_errors_end_it() {
        let mut items = 0..1000_u64;
        let mut seen = Vec::new();
        let done = in_order(
            || items.next(),
            |item| {
                thread::sleep(std::time::Duration::from_micros(item % 7 * 50));
                item
            },
            |item| {
                seen.push(item);
                Ok(())
            },
        );
        assert!(done.is_ok());
        assert_eq!(seen, (0..1000).collect::<Vec<_>>());

        let mut endless = 0..;
        let stopped = in_order(
            || endless.next(),
            |item: u64| item,
            |item| {
                if item == 50 {
                    Err(Failure::Closed)
                } else {
                    Ok(())
                }
            },
        );
        assert!(matches!(stopped, Err(Failure::Closed)));
        assert!(in_order(|| None, |item: u64| item, |_| Ok(())).is_ok());
    }
}
