//! Backups by themselves: made when one is due, the oldest deleted, a failure told and tried again.

use std::{fs, path::Path, time::Duration};

use recado_engine::backup::{BackupError, Every, FileKey, last, make_if_due};
use recado_it::{TestApp, both_engines};

const DAY: Duration = Duration::from_hours(24);

fn every(folder: &Path) -> Every {
    Every { every: DAY, folder: folder.to_owned(), keep: 2, key: FileKey::new([3; 32]), program: "0.1.0".to_owned() }
}

fn files(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).expect("it is there").map(|file| file.expect("readable").file_name());
    let mut names: Vec<String> = files.map(|name| name.into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

both_engines! {
    async fn one_is_made_when_it_is_due_and_the_oldest_go(app: TestApp) {
        let shop = app.tenant("shop").await;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let every = every(&folder.path().join("made by it"));
        let due = async || make_if_due(&app.engine, &every).await.expect("it can be made");
        assert!(due().await);
        assert!(!due().await, "none is due");
        assert_eq!(files(&every.folder), ["recado-2026-11-22T040000Z.backup"]);
        fs::write(every.folder.join("mine.backup"), "").expect("it is ours");
        for _ in 0..3 {
            app.clock.advance(DAY);
            assert!(due().await);
        }
        let kept = ["mine.backup", "recado-2026-11-24T040000Z.backup", "recado-2026-11-25T040000Z.backup"];
        assert_eq!(files(&every.folder), kept);
        let newest = last(&app.engine.db).await.expect("the database answers").expect("one was made");
        assert!(newest.file.ends_with(kept[2]) && newest.bytes > 1_000, "{newest:?}");
        drop(shop);
    }

    async fn one_that_cannot_be_made_leaves_nothing_and_stays_due(app: TestApp) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("file");
        fs::write(&file, "").expect("it is ours");
        let refused = make_if_due(&app.engine, &every(&file)).await.expect_err("a file is no folder");
        assert!(matches!(refused, BackupError::File { .. }), "{refused}");
        assert_eq!(files(folder.path()), ["file"]);
        assert!(make_if_due(&app.engine, &every(folder.path())).await.expect("there it can be made"));
    }
}
