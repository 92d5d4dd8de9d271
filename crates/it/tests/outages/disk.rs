//! The disk is full, and has space again later.

use std::{fs::File, io::Write, path::PathBuf, time::Duration};

use recado_storage::testing::{Kind, TestDatabase};

use super::{Busy, are_polite, cluster, made_by_the_run};
use crate::crash::product::{Product, pause};

/// Whatever else is on the small disk.
struct Ballast(PathBuf);

impl Ballast {
    /// Fills the disk to its last byte.
    fn fill() -> Self {
        let path = made_by_the_run("RECADO_SMALL_DISK").join("ballast");
        let mut file = File::create(&path).expect("a file");
        let mut block = vec![0; 1 << 20];
        while !block.is_empty() {
            if file.write_all(&block).is_err() {
                block.truncate(block.len() / 2);
            }
        }
        Self(path)
    }
}

impl Drop for Ballast {
    fn drop(&mut self) {
        std::fs::remove_file(&self.0).ok();
    }
}

/// Fills the disk until somebody was refused, and some seconds more.
async fn is_full_for_a_while(product: Product) -> Busy {
    let (busy, round) = Busy::start(product).await;
    pause(Duration::from_secs(3)).await;
    let ballast = Ballast::fill();
    while busy.load.refusals().is_empty() {
        pause(Duration::from_millis(100)).await;
        assert!(round.is_under_way(), "nothing was refused on a full disk");
    }
    pause(Duration::from_secs(5)).await;
    let refusals = busy.load.refusals();
    drop(ballast);
    are_polite(&refusals);
    // PostgreSQL ends when it cannot write its log; then its operator begins it again.
    cluster("recover");
    busy.recovers(round).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a minute long: make outages"]
async fn the_disk_is_full_on_sqlite() {
    let database = TestDatabase::empty_in(&made_by_the_run("RECADO_SMALL_DISK"));
    let busy = is_full_for_a_while(Product::with(database)).await;
    assert_eq!(
        busy.product.number("SELECT COUNT(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'").await,
        0
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a minute long: make outages"]
async fn the_disk_is_full_on_postgres() {
    is_full_for_a_while(Product::on(Kind::Postgres).await).await;
}
