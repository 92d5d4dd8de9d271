//! What the process costs the machine, read from `/proc` when somebody asks. Elsewhere than on Linux: nothing.

use std::fs;

/// Clock ticks a second in `/proc/self/stat`: 100 on every Linux that Rust's tier 1 and 2 run on.
const TICKS_PER_SECOND: f64 = 100.0;

/// Brings the process's own figures up to date.
pub(super) fn measure() {
    if let Some(bytes) = fs::read_to_string("/proc/self/status").ok().and_then(|text| resident_bytes(&text)) {
        metrics::gauge!("process_resident_memory_bytes").set(bytes);
    }
    if let Some(seconds) = fs::read_to_string("/proc/self/stat").ok().and_then(|text| cpu_seconds(&text)) {
        metrics::gauge!("process_cpu_seconds_total").set(seconds);
    }
    if let Ok(open) = fs::read_dir("/proc/self/fd") {
        let count = u32::try_from(open.count()).unwrap_or(u32::MAX);
        metrics::gauge!("process_open_fds").set(count);
    }
    if let Some(most) = open_files_limit() {
        metrics::gauge!("process_max_fds").set(u32::try_from(most).unwrap_or(u32::MAX));
    }
}

/// How many files and sockets the process may have open.
pub fn open_files_limit() -> Option<usize> {
    fs::read_to_string("/proc/self/limits").ok().and_then(|text| open_files(&text))
}

/// `VmRSS:     61234 kB`
fn resident_bytes(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024.0)
}

/// User and system time are the 14th and 15th field; the 2nd is a name in brackets that may hold anything.
fn cpu_seconds(stat: &str) -> Option<f64> {
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut times = after_name.split_ascii_whitespace().skip(11).map(str::parse::<f64>);
    let (user, system) = (times.next()?.ok()?, times.next()?.ok()?);
    Some((user + system) / TICKS_PER_SECOND)
}

/// `Max open files            1024                 524288               files`
fn open_files(limits: &str) -> Option<usize> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_ascii_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_tables_are_read() {
        assert_eq!(resident_bytes("VmPeak:\t  900 kB\nVmRSS:\t   60 kB\n"), Some(61_440.0));
        let stat = "7 (a) b) S 1 7 7 0 -1 4194560 10 0 0 0 250 50 0 0 20 0 4 0 100 1 1";
        assert_eq!(cpu_seconds(stat), Some(3.0));
        assert_eq!(open_files("Limit  Soft\nMax open files            1024     524288   files\n"), Some(1_024));
        assert_eq!(open_files("Max open files   unlimited  unlimited files"), None);
        assert_eq!((resident_bytes(""), cpu_seconds(""), open_files("")), (None, None, None));
    }
}
