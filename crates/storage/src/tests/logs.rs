//! What the log says of statements and writes that hold others up: names and places, never values.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use tracing_subscriber::fmt::MakeWriter;

use super::*;
use crate::{Scope, column::args, rows::Number};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn slow_statements_and_long_writes_are_logged_by_name_and_place() {
    static SLOW: Statement = sql!("SELECT COUNT(*) AS n FROM pg_sleep(0.3) WHERE $1 = 'Ana +55 11 99999-0000'");
    let log = Log::default();
    let _logging = tracing::subscriber::set_default(
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(log.clone())
            .finish(),
    );
    let database = TestDatabase::empty(Kind::Postgres).await;
    let mut tx = database.open().await.write(Scope::System).await.unwrap();
    tx.one::<Number>(&SLOW, args!["Ana +55 11 99999-0000"]).await.unwrap();
    tx.commit().await.unwrap();
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let ours: Vec<&str> = log.lines().filter(|line| line.contains(" recado_storage")).collect();
    assert!(ours.iter().any(|line| line.contains("slow statement") && line.contains("statement=\"test\"")), "{log}");
    assert!(ours.iter().any(|line| line.contains("a write was held for long") && line.contains("logs.rs:")), "{log}");
    assert!(!ours.iter().any(|line| line.contains("99999")), "{log}");
}
