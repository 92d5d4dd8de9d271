//! What the product and its database cost while they are measured: processor time and memory, from `/proc`.

use std::{path::Path, time::Duration};

use crate::figures::Figures;

/// Ticks of `/proc/…/stat` a second: fixed by Linux for what it tells programs.
const TICKS: f64 = 100.0;
const MIB: f64 = 1_024.0;

/// What a product and the database servers of this machine have used until some moment.
#[derive(Debug, Clone, Copy)]
pub struct Used {
    pid: u32,
    product: f64,
    database: f64,
}

impl Used {
    /// Processor time of the product with this process id, and of all PostgreSQL processes.
    pub fn until_now(pid: u32) -> Self {
        let database = servers().map(|(pid, is_first)| seconds_of(pid, is_first)).sum();
        Self { pid, product: seconds_of(pid, false), database }
    }

    /// Notes what was used since then for each of `units`, and the memory that the product has now.
    pub fn note(self, figures: &mut Figures, whose: &str, units: f64) {
        let now = Self::until_now(self.pid);
        let each = |now: f64, then: f64| (now - then) * 1e6 / units;
        figures.note(format!("{whose}: processor time, product"), each(now.product, self.product), "µs each");
        let database = each(now.database, self.database);
        figures.note(format!("{whose}: processor time, database server"), database, "µs each");
        figures.note(format!("{whose}: resident memory"), resident(self.pid), "MiB");
    }
}

/// Resident memory of a process in MiB.
pub fn resident(pid: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB")).and_then(|kib| kib.parse::<f64>().ok());
    kib.expect("the process runs") / MIB
}

/// The most resident memory of a process while something goes on, in MiB, looked at ten times a second.
pub async fn most_resident<T>(pid: u32, work: impl Future<Output = T>) -> (T, f64) {
    let mut most = resident(pid);
    let mut work = std::pin::pin!(work);
    loop {
        tokio::select! {
            done = &mut work => return (done, most.max(resident(pid))),
            () = tokio::time::sleep(Duration::from_millis(100)) => most = most.max(resident(pid)),
        }
    }
}

/// Seconds of processor time; with those of its children that have ended.
fn seconds_of(pid: u32, with_ended: bool) -> f64 {
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else { return 0.0 };
    let Some((_, fields)) = stat.rsplit_once(") ") else { return 0.0 };
    // Behind the name: state is field 3, user and system time are 14 and 15, the same of ended children 16 and 17.
    let times = fields.split(' ').skip(11).take(if with_ended { 4 } else { 2 });
    times.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}

/// All processes of PostgreSQL servers, and whether each is a server's first.
fn servers() -> impl Iterator<Item = (u32, bool)> {
    let all = std::fs::read_dir("/proc").expect("Linux").filter_map(Result::ok);
    let pids = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    pids.filter(|pid| name_of(*pid).as_deref() == Some("postgres")).map(|pid| {
        let parent = parent_of(pid).and_then(name_of);
        (pid, parent.as_deref() != Some("postgres"))
    })
}

fn name_of(pid: u32) -> Option<String> {
    let name = std::fs::read_to_string(Path::new("/proc").join(pid.to_string()).join("comm")).ok()?;
    Some(name.trim().to_owned())
}

fn parent_of(pid: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()
}
