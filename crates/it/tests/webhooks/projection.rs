//! Projection: what becomes of what Meta posts.

use recado_graph::signature;
use recado_it::{TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::{
    post, post_with,
    shop::{Shop, change, count, poison, project, status, text, webhook},
};

const NUMBER: &str = "106540352242922";
const ANA: &str = "5511998765432";

both_engines! {
    async fn a_first_message_makes_contact_conversation_message_and_events(app: TestApp) {
        let shop = Shop::open(&app, "shop", NUMBER).await;
        shop.receives(&[text(ANA, "wamid.1", "Oi \u{0} tudo?")]).await;
        assert_eq!(shop.count("contacts WHERE name = 'Ana' AND phone = '5511998765432'").await, 1);
        assert_eq!(shop.count("conversations WHERE is_open = 1 AND unread_count = 1 AND last_inbound_at IS NOT NULL").await, 1);
        assert_eq!(shop.count("messages WHERE direction = 'inbound' AND kind = 'text' AND wamid = 'wamid.1'").await, 1);
        assert_eq!(shop.count("inbound_changes WHERE outcome = 'projected' AND ref LIKE 'msg_%'").await, 1);
        assert_eq!(shop.count("contact_terms WHERE term IN ('ana', '5432')").await, 2);
        assert_eq!(shop.count("outbox WHERE kind IN ('conversation:created', 'message:new')").await, 2);
        assert_eq!(shop.count("outbox").await, 2);
        assert_eq!(shop.count("inbound_events WHERE projected_at IS NULL").await, 0);
    }

    async fn ten_deliveries_of_the_same_have_one_effect(app: TestApp) {
        let shop = Shop::open(&app, "shop", NUMBER).await;
        for _ in 0..10 {
            shop.receives(&[text(ANA, "wamid.1", "Oi"), status("wamid.9", "sent", 1_790_000_200)]).await;
        }
        shop.receives(&[text(ANA, "wamid.1", "Oi"), text(ANA, "wamid.1", "Oi")]).await;
        assert_eq!((shop.count("messages").await, shop.count("message_statuses").await), (1, 1));
        assert_eq!(shop.count("conversations WHERE unread_count = 1").await, 1);
        assert_eq!(shop.count("outbox").await, 2);
        assert_eq!(shop.count("inbound_changes WHERE outcome = 'projected'").await, 22);
    }

    async fn reading_the_whole_log_again_changes_nothing(app: TestApp) {
        let shop = Shop::open(&app, "shop", NUMBER).await;
        for (_, payload) in fixtures() {
            post(&app, "/webhook/whatsapp", payload).await.is(200);
        }
        project(&app).await;
        let before = figures(&app).await;
        app.database.run("UPDATE inbound_events SET projected_at = NULL").await;
        project(&app).await;
        assert_eq!(figures(&app).await, before);
        assert!(shop.count("messages").await > 10);
    }

    async fn every_kind_of_payload_is_projected_or_stored(app: TestApp) {
        let shop = Shop::open(&app, "shop", NUMBER).await;
        for (name, payload) in fixtures() {
            post(&app, "/webhook/whatsapp", payload).await.is(200);
            project(&app).await;
            assert_eq!(shop.count("quarantine WHERE resolved_at IS NULL").await, 0, "{name}");
        }
        for kind in ["text", "image", "audio", "video", "document", "sticker", "location", "contacts", "reaction", "button",
            "interactive", "order", "system", "request_welcome", "edit", "revoke", "unsupported"] {
            assert!(shop.count(&format!("messages WHERE kind = '{kind}'")).await > 0, "{kind}");
        }
        assert!(shop.count("messages WHERE source = 'phone_app' AND sent_at IS NOT NULL").await > 0);
        assert!(shop.count("inbound_changes WHERE outcome = 'stored' AND field = 'message_template_status_update'").await > 0);
        assert_eq!(shop.count("messages WHERE content LIKE '%group%'").await, 0, "groups stay out of threads");
    }

    /// S-21
    async fn a_number_of_another_app_is_out_of_reach(app: TestApp) {
        let shop = Shop::open(&app, "shop", NUMBER).await;
        Shop::with_own_app(&app, "thief", "999", "the thief's secret").await;
        let payload = webhook(NUMBER, &[text(ANA, "wamid.1", "Oi")]).to_string().into_bytes();
        let header = signature::sign("the thief's secret", &payload);
        post_with(&app, "/webhook/whatsapp/thief", payload, &header).await.is(200);
        project(&app).await;
        assert_eq!((shop.count("messages").await, shop.count("contacts").await, shop.count("outbox").await), (0, 0, 0));
        assert_eq!(shop.count("quarantine WHERE reason = 'foreign-number' AND tenant_id IS NOT NULL").await, 1);
        assert_eq!(count(&app, "inbound_changes c JOIN tenants t ON t.id = c.tenant_id WHERE t.slug = 'thief'").await, 1);
        assert_eq!(count(&app, "inbound_changes c JOIN tenants t ON t.id = c.tenant_id WHERE t.slug = 'shop'").await, 0);
    }

    async fn a_thousand_changes_of_several_numbers_and_tenants_find_their_homes(app: TestApp) {
        let shop = Shop::open(&app, "shop", NUMBER).await;
        Shop::open(&app, "other", "222").await;
        let changes: Vec<Json> = (0..1_000)
            .map(|n| {
                let to = [NUMBER, "222", "unknown"][n % 3];
                change(to, &text(&format!("55119{:08}", n % 50), &format!("wamid.{n}"), "Oi"))
            })
            .collect();
        let payload = json!({ "object": "whatsapp_business_account", "entry": [{ "id": "102290129340398", "changes": changes }] });
        post(&app, "/webhook/whatsapp", payload.to_string()).await.is(200);
        project(&app).await;
        let of = async |slug: &str| count(&app, &format!("messages m JOIN tenants t ON t.id = m.tenant_id WHERE t.slug = '{slug}'")).await;
        assert_eq!((of("shop").await, of("other").await), (334, 333));
        assert_eq!(shop.count("quarantine WHERE reason = 'unknown-number' AND tenant_id IS NULL").await, 333);
        assert_eq!(shop.count("conversations").await, 100);
        assert_eq!(shop.count("inbound_events WHERE projected_at IS NULL").await, 0);
    }

    async fn a_legal_body_of_three_mebibytes_is_projected_whole(app: TestApp) {
        let shop = Shop::open(&app, "shop", NUMBER).await;
        let long = "á🎉".repeat(512);
        let values: Vec<Json> = (0..1_000).map(|n| text(&format!("55119{:08}", n % 20), &format!("wamid.{n}"), &long)).collect();
        let body = webhook(NUMBER, &values).to_string();
        assert!((3 << 20..4 << 20).contains(&body.len()), "{}", body.len());
        post(&app, "/webhook/whatsapp", body).await.is(200);
        project(&app).await;
        assert_eq!((shop.count("messages").await, shop.count("conversations").await), (1_000, 20));
        assert_eq!(shop.count("inbound_changes WHERE outcome = 'projected'").await, 1_000);
    }

    async fn what_cannot_be_read_is_kept_in_quarantine_and_holds_up_nothing(app: TestApp) {
        let shop = Shop::open(&app, "shop", NUMBER).await;
        let deep = format!("{{\"entry\":[{{\"id\":\"1\",\"changes\":[{{\"field\":\"messages\",\"value\":{}{}}}]}}]}}", "[".repeat(50_000), "]".repeat(50_000));
        for payload in [b"not json".to_vec(), b"{\"x\":\"\xff\"}".to_vec(), b"[]".to_vec(), b"a\0b".to_vec(), deep.into_bytes()] {
            post(&app, "/webhook/whatsapp", payload).await.is(200);
        }
        let no_sender = json!({ "messages": [{ "id": "wamid.2", "type": "text", "text": { "body": "?" } }] });
        shop.receives(&[no_sender, text(ANA, "wamid.1", "Oi"), json!({ "messages": [{ "type": "text" }] })]).await;
        for (reason, times) in [("not-json", 2), ("not-utf8", 1), ("not-a-webhook", 1), ("too-deep", 1), ("no-sender", 1), ("unreadable-item", 1)] {
            assert_eq!(shop.count(&format!("quarantine WHERE reason = '{reason}'")).await, times, "{reason}");
        }
        assert_eq!(shop.count("messages").await, 1);
        assert_eq!(shop.count("inbound_events WHERE projected_at IS NULL").await, 0);
    }

    async fn unknown_fields_and_new_words_are_no_reason_to_fail(app: TestApp) {
        let shop = Shop::open(&app, "shop", NUMBER).await;
        let mut odd = text(ANA, "wamid.1", "Oi");
        odd["messages"][0]["brand_new"] = json!({ "x": [1, 2] });
        odd["brand_new"] = json!([1]);
        let hologram = json!({
            "messages": [{ "from": ANA, "id": "wamid.2", "timestamp": "1790000124", "type": "hologram", "hologram": { "id": "7" } }]
        });
        let field = json!({ "field": "brand_new_field", "x": 1 });
        shop.receives(&[odd, hologram, field, status("wamid.3", "teleported", 1_790_000_000)]).await;
        assert_eq!((shop.count("messages").await, shop.count("quarantine").await), (2, 0));
        assert_eq!(shop.count("messages WHERE kind = 'hologram' AND content LIKE '%7%'").await, 1);
        assert_eq!(shop.count("inbound_changes WHERE outcome = 'stored'").await, 2);
    }

    async fn a_poisoned_change_goes_alone(app: TestApp) {
        let shop = Shop::open(&app, "shop", NUMBER).await;
        poison(&app).await;
        let values: Vec<Json> = (0..9).map(|n| text(ANA, &format!("wamid.{n}"), if n == 4 { "poison" } else { "Oi" })).collect();
        shop.receives(&values).await;
        assert_eq!(shop.count("messages").await, 8);
        assert_eq!(shop.count("quarantine WHERE reason = 'failed' AND idx = 4").await, 1);
        assert_eq!(shop.count("inbound_changes WHERE outcome = 'pending' AND reason = 'failed'").await, 1);
        assert_eq!(shop.count("inbound_events WHERE projected_at IS NULL").await, 0);
    }

    async fn what_came_before_its_number_was_registered_is_projected_when_it_is_tried_again(app: TestApp) {
        Shop::open(&app, "other", "222").await;
        let payload = webhook(NUMBER, &[text(ANA, "wamid.1", "Oi")]).to_string();
        post(&app, "/webhook/whatsapp", payload).await.is(200);
        project(&app).await;
        let shop = Shop::open(&app, "shop", NUMBER).await;
        app.database.run("UPDATE inbound_events SET projected_at = NULL").await;
        project(&app).await;
        assert_eq!(shop.count("messages").await, 1);
        assert_eq!(shop.count("quarantine WHERE resolved_at IS NULL").await, 0);
        assert_eq!(shop.count("quarantine WHERE resolved_at IS NOT NULL").await, 1);
    }

    async fn statuses_of_unknown_messages_wait(app: TestApp) {
        let shop = Shop::open(&app, "shop", NUMBER).await;
        for (word, at) in [("read", 30), ("delivered", 20), ("sent", 10), ("sent", 5)] {
            shop.receives(&[status("wamid.1", word, 1_790_000_000 + at)]).await;
        }
        assert_eq!(shop.count("message_statuses WHERE message_id IS NULL").await, 3);
        assert_eq!(shop.count("message_statuses WHERE status = 'sent' AND at = 1790000005000000").await, 1);
        assert_eq!(shop.count("number_evidence WHERE status_at = 1790000030000000").await, 1);
        assert_eq!(shop.count("outbox").await, 0);
    }

    async fn statuses_that_waited_find_the_echo_they_belong_to(app: TestApp) {
        let shop = Shop::open(&app, "shop", NUMBER).await;
        shop.receives(&[status("wamid.1", "read", 1_790_000_300)]).await;
        let echo = json!({
            "field": "smb_message_echoes",
            "message_echoes": [{ "from": "551150280000", "to": ANA, "id": "wamid.1", "timestamp": "1790000200",
                                 "type": "text", "text": { "body": "Já vou" } }]
        });
        shop.receives(&[echo, status("wamid.1", "delivered", 1_790_000_250)]).await;
        let reached = "messages WHERE sent_at IS NOT NULL AND delivered_at IS NOT NULL AND read_at IS NOT NULL";
        assert_eq!(shop.count(reached).await, 1);
        assert_eq!(shop.count("message_statuses WHERE message_id IS NOT NULL").await, 2);
        assert_eq!(shop.count("conversations WHERE unread_count = 0").await, 1);
    }

    async fn a_person_is_one_contact_however_they_are_named(app: TestApp) {
        let shop = Shop::open(&app, "shop", NUMBER).await;
        let from = |ids: Json, wamid: &str| {
            let mut message = json!({ "id": wamid, "timestamp": "1790000123", "type": "text", "text": { "body": "Oi" } });
            for (key, value) in ids.as_object().expect("ids") {
                message[key] = value.clone();
            }
            json!({ "messages": [message] })
        };
        shop.receives(&[
            from(json!({ "from": "551198765432" }), "wamid.1"),
            from(json!({ "from": ANA }), "wamid.2"),
            from(json!({ "from_user_id": "BR.1" }), "wamid.3"),
        ]).await;
        assert_eq!(shop.count("contacts WHERE merged_into IS NULL").await, 2);
        app.database
            .run(
                "INSERT INTO tags (tenant_id, id, name, name_key, hue, created_at, updated_at)
                 SELECT id, id, 'VIP', 'vip', 1, 0, 0 FROM tenants WHERE slug = 'shop';
                 INSERT INTO contact_tags (tenant_id, contact_id, tag_id, name_key)
                 SELECT tenant_id, id, tenant_id, name_key FROM contacts",
            )
            .await;
        shop.receives(&[from(json!({ "from": ANA, "from_user_id": "BR.1" }), "wamid.4")]).await;
        assert_eq!(shop.count("contacts WHERE merged_into IS NULL").await, 1);
        let tagged = "contact_tags JOIN contacts ON contacts.id = contact_id WHERE merged_into IS NULL";
        assert_eq!(shop.count(tagged).await, 1, "tags go along, each once");
        assert_eq!(shop.count("conversations WHERE is_open = 1").await, 1);
        assert_eq!(shop.count("audit_log WHERE action = 'contact.merged'").await, 1);
        shop.receives(&[from(json!({ "from": ANA, "from_user_id": "BR.2" }), "wamid.5")]).await;
        assert_eq!(shop.count("contacts WHERE needs_review AND merged_into IS NULL").await, 2, "a recycled phone");
        assert_eq!(shop.count("contact_identities WHERE superseded_at IS NULL").await, 3);
    }
}

/// Counts that a second reading of the log must leave as they are.
async fn figures(app: &TestApp) -> Vec<i64> {
    let mut figures = Vec::new();
    for table in [
        "contacts",
        "contact_identities",
        "contact_terms",
        "conversations",
        "messages",
        "message_statuses",
        "outbox",
        "inbound_changes",
        "quarantine",
        "audit_log",
    ] {
        figures.push(count(app, table).await);
    }
    figures.push(app.database.number("SELECT CAST(SUM(unread_count) AS BIGINT) FROM conversations").await);
    figures
}

/// The synthetic payloads of every kind, which name one number or its account.
fn fixtures() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../graph/fixtures");
    let mut found: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("an entry"))
        .map(|entry| {
            (entry.file_name().to_string_lossy().into_owned(), std::fs::read_to_string(entry.path()).expect("text"))
        })
        .filter(|(name, _)| name != "several_accounts.json" && name != "account_update_of_partner.json")
        .collect();
    found.sort();
    found
}
