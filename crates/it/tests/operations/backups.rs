//! Backups by themselves: made when one is due, the oldest deleted, a failure told and tried again; and who was erased, told
//! outside of the database.

use std::{fs, path::Path, time::Duration};

use recado_engine::backup::{BackupError, ErasedAgain, Every, FileKey, erase_again, last, make_if_due, note_erasures};
use recado_it::{TestApp, both_engines};
use serde_json::json;

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

    async fn who_was_erased_is_told_outside_and_erased_again_where_they_are_back(app: TestApp) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("erasures.jsonl");
        let node = app.second_node(|settings| settings.erasures = Some(file.clone())).await;
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let (ana, bia) = (number.customer("Ana", "5511998765401").await, number.customer("Bia", "5511998765402").await);
        // They are erased where no file is kept: upkeep writes what could not be written then.
        for erased in [&ana, &bia] {
            shop.delete(&format!("/api/v1/contacts/{}", erased.contact)).await.is(204);
        }
        note_erasures(&node, shop.tenant).await.expect("written");
        let told = fs::read_to_string(&file).expect("it is there");
        assert_eq!(told.lines().count(), 2, "{told}");
        for secret in ["Ana", "Bia", "55119987654"] {
            assert!(!told.contains(secret), "{told}");
        }
        note_erasures(&node, shop.tenant).await.expect("nothing more to write");
        assert_eq!(fs::read_to_string(&file).expect("it is there"), told);

        // The file is cut off in a line; what is missing in it is written again.
        fs::write(&file, &told[..told.len() - 20]).expect("it is ours");
        note_erasures(&node, shop.tenant).await.expect("written");
        let mended = erase_again(&node, &file).await.expect("read");
        assert_eq!(mended, ErasedAgain { erased: 0, others: 2, unreadable: 1 });

        // As a restore brings somebody back.
        let dora = number.customer("Dora", "5511998765404").await;
        let line = json!({ "tenant": shop.id, "contact": dora.contact, "at": "2026-11-22T04:00:00.000Z" });
        let stranger = json!({ "tenant": "nobody", "contact": dora.contact, "at": "2026-11-22T04:00:00.000Z" });
        fs::write(&file, format!("{line}\n{stranger}\n")).expect("it is ours");
        let again = erase_again(&node, &file).await.expect("erased");
        assert_eq!(again, ErasedAgain { erased: 1, others: 1, unreadable: 0 });
        let dora = shop.get(&format!("/api/v1/contacts/{}", dora.contact)).await.expect(200);
        assert_eq!((&dora["name"], &dora["phone"]), (&json!("Erased contact"), &json!(null)));
        assert_eq!(erase_again(&node, &file).await.expect("read").erased, 0);
    }
}
