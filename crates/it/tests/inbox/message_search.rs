//! Messages found by their words, and who finds them.

use recado_engine::search::index_pending;
use recado_it::{Someone, TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::lists::Shop;

const SEARCH: &str = "/api/v1/messages?search=";

async fn indexed(app: &TestApp) {
    while index_pending(&app.engine).await.expect("indexed") > 0 {}
}

async fn found(caller: &Someone, typed: &str) -> Vec<String> {
    let page = caller.get(&format!("{SEARCH}{typed}")).await.expect(200);
    bodies(&page)
}

fn bodies(page: &Json) -> Vec<String> {
    let rows = page["data"].as_array().expect("rows");
    rows.iter().map(|row| row["message"]["content"]["body"].as_str().expect("a text").to_owned()).collect()
}

both_engines! {
    async fn whole_words_find_messages_the_latest_first(app: TestApp) {
        let shop = Shop::open(&app).await;
        let id = shop.conversation(None, None).await;
        for text in ["A ENTREGA é amanhã?", "Não: a entrega foi ontem", "Obrigada \"t\" OR * NEAR"] {
            shop.tenant.says(&id, text).await;
        }
        assert_eq!(found(&shop.agent, "entrega").await, Vec::<String>::new(), "not indexed yet");
        indexed(&app).await;
        assert_eq!(found(&shop.agent, "entrega").await, ["Não: a entrega foi ontem", "A ENTREGA é amanhã?"]);
        for (typed, wanted) in [
            ("amanha%20ENTREGA", vec!["A ENTREGA é amanhã?"]),
            ("nao", vec!["Não: a entrega foi ontem"]),
            ("entreg", vec![]),
            ("entrega%20obrigada", vec![]),
            ("t%20or%20near", vec!["Obrigada \"t\" OR * NEAR"]),
            ("nada%22%20OR%20%22entrega", vec![]),
        ] {
            assert_eq!(found(&shop.agent, typed).await, wanted, "{typed}");
        }
        let row = &shop.agent.get(&format!("{SEARCH}ontem")).await.expect(200)["data"][0];
        assert_eq!(row["conversation"]["id"], json!(id));
        for typed in ["", "%20-%20", "a%20b%20c%20d%20e%20f%20g%20h%20i"] {
            assert_eq!(shop.agent.get(&format!("{SEARCH}{typed}")).await.pointers(), ["/search"], "{typed}");
        }
    }

    async fn pages_hold_each_message_once(app: TestApp) {
        let shop = Shop::open(&app).await;
        let (seen, hidden) = (shop.conversation(None, None).await, shop.conversation(Some(&shop.other), None).await);
        let mut wanted = Vec::new();
        for n in 0..7 {
            shop.tenant.says(&hidden, &format!("pedido escondido {n}")).await;
            shop.tenant.says(&seen, &format!("pedido {n}")).await;
            wanted.insert(0, format!("pedido {n}"));
        }
        indexed(&app).await;
        for rows in [1, 2, 7, 50] {
            let (mut all, mut cursor) = (Vec::new(), String::new());
            loop {
                let page = shop.agent.get(&format!("{SEARCH}pedido&limit={rows}{cursor}")).await.expect(200);
                all.extend(bodies(&page));
                let Some(next) = page["nextCursor"].as_str() else { break };
                cursor = format!("&cursor={next}");
            }
            assert_eq!(all, wanted, "{rows}");
        }
    }

    async fn nobody_finds_what_they_do_not_see(app: TestApp) {
        let shop = Shop::open(&app).await;
        let bank = app.tenant("bank").await;
        let hidden = shop.conversation(Some(&shop.other), None).await;
        shop.tenant.says(&hidden, "segredo").await;
        indexed(&app).await;
        assert_eq!(found(&shop.other, "segredo").await, ["segredo"]);
        assert_eq!(found(&shop.tenant, "segredo").await, ["segredo"]);
        assert_eq!(found(&shop.agent, "segredo").await, Vec::<String>::new());
        let token = format!("t{}", shop.tenant.tenant.uuid().simple());
        for typed in ["segredo".to_owned(), token.clone(), format!("{token}%20segredo")] {
            assert_eq!(found(&bank, &typed).await, Vec::<String>::new(), "{typed}");
        }
        let moved = format!("/api/v1/conversations/{hidden}/assign");
        shop.tenant.post(&moved, json!({ "userId": null, "teamId": shop.team })).await.is(200);
        assert_eq!(found(&shop.agent, "segredo").await, ["segredo"], "by where it stands now");
    }

    async fn a_server_may_have_it_switched_off(app: TestApp) {
        let shop = app.tenant("shop").await;
        let off = app.second_node(|settings| settings.search_messages = false).await;
        let call = app.call_at(off, recado_api::HttpSettings::default(), "GET", &format!("{SEARCH}oi"));
        call.bearer(&shop.token).send().await.refused(409, "conflict");
    }
}
