//! What the figures were measured on.

use std::{
    fs::File,
    io::Write as _,
    time::{Duration, Instant},
};

use crate::hammer::Times;

/// Writes for the probe of the disk.
const WRITES: usize = 400;

/// Says what the machine is.
pub fn describe() {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let cpu = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown".to_owned());
    let memory = field("/proc/meminfo", "MemTotal").unwrap_or_else(|| "unknown".to_owned());
    let disk = sync_times();
    println!("{cores} cores of {cpu}, {memory} of memory");
    println!("fdatasync of 4 KiB: p50 {:.2} ms, p99 {:.2} ms", disk.ms(50.0), disk.ms(99.0));
}

/// How long the disk of the temporary folder takes to make 4 KiB durable.
pub fn sync_times() -> Times {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut file = File::create(folder.path().join("probe")).expect("the folder can be written to");
    let times: Vec<Duration> = (0..WRITES)
        .map(|_| {
            let began = Instant::now();
            file.write_all(&[0; 4096]).expect("the disk has room");
            file.sync_data().expect("the disk can sync");
            began.elapsed()
        })
        .collect();
    Times::of(times)
}

/// What stands behind a name in one of the kernel's lists.
fn field(list: &str, name: &str) -> Option<String> {
    let text = std::fs::read_to_string(list).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
