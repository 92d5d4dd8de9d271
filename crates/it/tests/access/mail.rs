//! Mail as a real mail server takes it (`scripts/smtp.sh`), and the queue in front of it.

use std::{path::Path, process::Stdio, time::Duration};

use recado_engine::{
    Secret,
    mail::{Letter, Post, PostError, Sent, Smtp, SmtpSettings, Tls, send_due},
};
use recado_it::{TestApp, both_engines, token_in};
use recado_storage::Scope;
use serde_json::{Value as Json, json};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

/// A mail server of this test alone; it ends with it.
struct Server {
    _process: Child,
    lines: Lines<BufReader<ChildStdout>>,
    folder: tempfile::TempDir,
    port: u16,
}

impl Server {
    async fn start(mode: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/smtp.sh");
        let mut command = Command::new(script);
        command.arg(folder.path()).arg(mode).stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut process = command.spawn().expect("scripts/smtp.sh starts");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let ready = lines.next_line().await.expect("readable").expect("scripts/smtp.sh says what it lacks");
        let port = ready.strip_prefix("READY ").and_then(|port| port.parse().ok()).expect("READY and a port");
        Self { _process: process, lines, folder, port }
    }

    fn settings(&self, tls: Tls) -> SmtpSettings {
        SmtpSettings {
            host: "localhost".to_owned(),
            port: self.port,
            tls,
            login: Some(("recado".to_owned(), Secret::new("post haste"))),
            from: "Recado <no-reply@recado.example>".to_owned(),
            authority: Some(std::fs::read(self.folder.path().join("ca.pem")).expect("its authority")),
        }
    }

    async fn mail(&mut self) -> Json {
        let line = tokio::time::timeout(Duration::from_secs(20), self.lines.next_line()).await;
        serde_json::from_str(&line.expect("in time").expect("readable").expect("a mail")).expect("JSON")
    }
}

async fn forget(app: &TestApp, email: &str, address: &str) {
    let call = app.call("POST", "/api/v1/auth/password/forgot").from_address(address);
    call.json(&json!({ "email": email })).send().await.is(202);
}

async fn letter(app: &TestApp) -> Letter {
    app.tenant("shop").await;
    forget(app, "owner@shop.example", "203.0.113.1:1").await;
    app.mail().await.pop().expect("a letter")
}

both_engines! {
    async fn a_mail_server_takes_it_with_starttls_and_with_tls_from_the_first_byte(app: TestApp) {
        let letter = letter(&app).await;
        app.plant("post haste");
        for (mode, tls) in [("starttls", Tls::StartTls), ("implicit", Tls::Implicit)] {
            let mut server = Server::start(mode).await;
            let smtp = Smtp::new(server.settings(tls)).expect("settings that fit");
            smtp.send(&letter).await.expect("taken");
            let mail = server.mail().await;
            assert_eq!((&mail["encrypted"], &mail["user"]), (&json!(true), &json!(true)), "{mode}");
            assert_eq!((&mail["sender"], &mail["to"]), (&json!("no-reply@recado.example"), &json!(["owner@shop.example"])));
            assert_eq!(mail["from"], "Recado <no-reply@recado.example>");
            assert_eq!(mail["messageId"], format!("<{}@recado.example>", letter.id));
            assert_eq!(mail["subject"], "Defina uma nova senha no Recado");
            let text = mail["text"].as_str().expect("a text").replace("\r\n", "\n");
            assert_eq!(text.trim_end(), letter.text.trim_end());
            assert!(mail["html"].as_str().expect("a page").contains(&token_in(&letter)), "{mode}");
        }
    }

    async fn what_a_server_refuses_and_a_server_that_is_not_trusted(app: TestApp) {
        let letter = letter(&app).await;
        let server = Server::start("starttls").await;
        let refused = |settings| async { Smtp::new(settings).expect("settings that fit").send(&letter).await.expect_err("refused") };
        let settings = server.settings(Tls::StartTls);
        let login = Some(("recado".to_owned(), Secret::new("wrong")));
        assert_eq!(refused(SmtpSettings { login, ..settings.clone() }).await, PostError::Refused("535".to_owned()));
        let gone = Letter { to: "gone@shop.example".to_owned(), ..letter.clone() };
        let smtp = Smtp::new(settings.clone()).expect("settings that fit");
        let told = smtp.send(&gone).await.expect_err("refused").to_string();
        assert_eq!(told, "the mail server answered 550", "the server's words repeat the address");
        let later = Letter { to: "later@shop.example".to_owned(), ..letter.clone() };
        assert_eq!(smtp.send(&later).await, Err(PostError::Refused("451".to_owned())));
        smtp.send(&later).await.expect("taken the second time");
        // Last: this server does not get over a broken handshake.
        assert!(matches!(refused(SmtpSettings { authority: None, ..settings }).await, PostError::Away(_)));
    }

    async fn what_waits_is_unreadable_and_what_is_refused_is_tried_again_and_then_shown(app: TestApp) {
        app.tenant("shop").await;
        app.letters.refuse(true);
        forget(&app, "owner@shop.example", "203.0.113.1:1").await;
        let mut tries = 0;
        loop {
            let sent = send_due(&app.engine).await.expect("an answer");
            tries += sent.again + sent.dead;
            if sent.dead == 1 {
                break;
            }
            assert_eq!(send_due(&app.engine).await.expect("an answer"), Sent::default(), "not before its time");
            app.clock.advance(Duration::from_mins(40));
            assert!(tries < 20);
        }
        assert_eq!(tries, 8);
        let dead = app.engine.dead_mail().await.expect("an answer");
        assert_eq!((dead.len(), dead[0].kind.as_str()), (1, "reset"));
        assert_eq!(dead[0].last_error.as_deref(), Some("the mail server answered 451"));
        app.letters.refuse(false);
        assert_eq!(app.engine.revive_mail().await.expect("an answer"), 1);
        assert_eq!(app.mail().await.len(), 1);
    }

    async fn a_row_of_the_queue_says_nothing(app: TestApp) {
        app.tenant("shop").await;
        forget(&app, "owner@shop.example", "203.0.113.1:1").await;
        let mut tx = app.engine.db.write(Scope::System).await.expect("a write");
        let now = app.engine.now();
        let rows = tx.platform().outgoing_mails().claim(now, now, 10).await.expect("an answer");
        assert_eq!(rows.len(), 1);
        let holds = |part: &[u8]| rows[0].sealed.windows(part.len()).any(|window| window == part);
        assert!(!holds(b"owner") && !holds(b"shop.example") && !holds(b"reset"));
    }

    async fn two_workers_send_each_mail_once(app: TestApp) {
        let shop = app.tenant("shop").await;
        for n in 0..12 {
            let new = json!({ "email": format!("ana{n}@shop.example"), "name": "Ana", "role": "agent" });
            shop.post("/api/v1/users", new).await.expect(201);
        }
        let other = app.second_node(|_| {}).await;
        for _ in 0..4 {
            let (one, two) = tokio::join!(send_due(&app.engine), send_due(&other));
            one.and(two).expect("answers");
        }
        assert_eq!(app.mail().await.len(), 12);
    }
}
