//! The ledger on disk: one JSON object a line, appended, never rewritten.
//!
//! A thread of its own writes and syncs; whoever must not answer before the disk has it waits for its line with
//! [`Journal::durable`]. Lines that nobody waits for (attempts of webhooks) are written but not synced: they survive
//! a kill, and after a power cut a webhook is sent once more, which Meta does as well.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufRead, BufReader, Write},
    path::Path,
    sync::{Mutex, PoisonError, mpsc},
    thread::JoinHandle,
};

use tokio::sync::watch;

use crate::config::StartError;

/// Number of a line; later lines have higher ones.
pub(crate) type Line = u64;

/// The disk refused the ledger: nothing may be answered as accepted any more.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the ledger cannot be written")]
pub(crate) struct LedgerLost;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sync {
    /// Somebody waits for this line.
    Now,
    /// It may go with the next line that is synced.
    Later,
}

enum Order {
    Append { line: Line, text: Vec<u8>, sync: Sync },
    Truncate { line: Line },
    Close,
}

/// The end where lines go in.
pub(crate) struct Journal {
    orders: Option<mpsc::Sender<Order>>,
    writer: Mutex<Option<JoinHandle<()>>>,
    synced: watch::Receiver<Line>,
    /// Keeps `synced` open when there is no disk.
    _memory: Option<watch::Sender<Line>>,
}

impl Journal {
    /// A ledger in memory: every line counts as kept.
    pub fn in_memory() -> Self {
        let (sender, synced) = watch::channel(Line::MAX);
        Self { orders: None, writer: Mutex::default(), synced, _memory: Some(sender) }
    }

    /// Opens the ledger in `dir`, hands every whole line to `replay`, and cuts a torn last line off.
    pub fn open(dir: &Path, mut replay: impl FnMut(&str) -> Result<(), String>) -> Result<Self, StartError> {
        let path = dir.join("ledger.jsonl");
        let refused = |reason: String| StartError::Ledger { path: path.clone(), reason };
        std::fs::create_dir_all(dir).map_err(|error| refused(error.to_string()))?;
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(&path)
            .map_err(|error| refused(error.to_string()))?;
        file.try_lock().map_err(|error| refused(format!("in use by another simulator? {error}")))?;
        let whole = read_back(&mut file, &mut replay).map_err(refused)?;
        file.set_len(whole).and_then(|()| file.sync_all()).map_err(|error| refused(error.to_string()))?;
        Ok(Self::writing_to(file))
    }

    fn writing_to(file: File) -> Self {
        let (orders, inbox) = mpsc::channel();
        let (done, synced) = watch::channel(0);
        let writer = std::thread::spawn(move || write_all(file, &inbox, &done));
        Self { orders: Some(orders), writer: Mutex::new(Some(writer)), synced, _memory: None }
    }

    /// Appends one line. Call it in the order of the lines' numbers.
    pub fn append(&self, line: Line, record: &impl serde::Serialize, sync: Sync) {
        let Some(orders) = &self.orders else { return };
        let mut text = serde_json::to_vec(record).expect("records are plain JSON");
        text.push(b'\n');
        // If the thread has ended after a disk error, `durable` tells whoever waits.
        let _ = orders.send(Order::Append { line, text, sync });
    }

    /// Forgets everything written so far.
    pub fn truncate(&self, line: Line) {
        if let Some(orders) = &self.orders {
            let _ = orders.send(Order::Truncate { line });
        }
    }

    /// Writes what is left and lets the file go, so that another simulator may open it. Blocks.
    pub fn close(&self) {
        let Some(orders) = &self.orders else { return };
        let _ = orders.send(Order::Close);
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if writer.is_some_and(|writer| writer.join().is_err()) {
            tracing::error!(category = "system", "the ledger's thread had ended badly");
        }
    }

    /// Waits until `line` and all before it would survive a power cut.
    pub async fn durable(&self, line: Line) -> Result<(), LedgerLost> {
        let mut synced = self.synced.clone();
        synced.wait_for(|done| *done >= line).await.map(|_| ()).map_err(|_| LedgerLost)
    }

    /// The highest line that is kept.
    pub fn synced(&self) -> Line {
        *self.synced.borrow()
    }

    /// Tells each time more lines are kept.
    pub fn progress(&self) -> watch::Receiver<Line> {
        self.synced.clone()
    }
}

/// Replays whole lines; returns how many bytes they are. Only the last line may be torn: it was never synced, so
/// nobody was told of it.
fn read_back(file: &mut File, replay: &mut impl FnMut(&str) -> Result<(), String>) -> Result<u64, String> {
    let mut reader = BufReader::new(file);
    let (mut whole, mut number, mut line) = (0_u64, 0_u64, Vec::new());
    loop {
        line.clear();
        number += 1;
        let bytes = reader.read_until(b'\n', &mut line).map_err(|error| format!("line {number}: {error}"))?;
        let Some(text) = line.strip_suffix(b"\n") else { return Ok(whole) };
        let text = std::str::from_utf8(text).map_err(|error| format!("line {number}: {error}"))?;
        replay(text).map_err(|reason| format!("line {number}: {reason}"))?;
        whole += u64::try_from(bytes).expect("a line fits");
    }
}

fn write_all(mut file: File, inbox: &mpsc::Receiver<Order>, done: &watch::Sender<Line>) {
    while let Ok(first) = inbox.recv() {
        let batch: Vec<Order> = std::iter::once(first).chain(inbox.try_iter()).collect();
        match write_batch(&mut file, batch) {
            Ok(Written { synced, closed }) => {
                if let Some(line) = synced {
                    done.send_replace(line);
                }
                if closed {
                    return;
                }
            }
            Err(error) => {
                tracing::error!(category = "system", %error, "the ledger cannot be written");
                return; // dropping `done` fails everybody who waits, now and later
            }
        }
    }
}

struct Written {
    /// Everything up to this line is kept.
    synced: Option<Line>,
    closed: bool,
}

/// Writes the batch; syncs if anybody waits.
fn write_batch(file: &mut File, batch: Vec<Order>) -> io::Result<Written> {
    let mut bytes = Vec::new();
    let (mut last, mut wanted, mut closed) = (0, false, false);
    for order in batch {
        match order {
            Order::Append { line, text, sync } => {
                bytes.extend(text);
                last = line;
                wanted |= sync == Sync::Now;
            }
            Order::Truncate { line } => {
                bytes.clear();
                file.set_len(0)?;
                last = line;
                wanted = true;
            }
            Order::Close => {
                closed = true;
                break;
            }
        }
    }
    file.write_all(&bytes)?;
    if wanted || closed {
        file.sync_data()?;
    }
    Ok(Written { synced: (wanted && last > 0).then_some(last), closed })
}
