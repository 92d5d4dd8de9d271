//! The messages of a conversation.

use recado_it::{TestApp, both_engines};

use super::ids;

both_engines! {
    async fn a_thread_is_read_from_its_newest_message_back(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("106540352242922").await;
        let [conversation, other] = [shop.conversation(&number, "Ana").await, shop.conversation(&number, "Bia").await];
        let mut written = Vec::new();
        for n in 0..7 {
            written.push(shop.says(&conversation, &format!("Mensagem {n}")).await);
            shop.says(&other, "Nada a ver").await;
        }
        written.reverse();
        let path = format!("/api/v1/conversations/{conversation}/messages");
        let page = shop.get(&format!("{path}?limit=5")).await.expect(200);
        assert_eq!(ids(&page), written[..5]);
        assert_eq!(page["data"][0]["content"]["body"], "Mensagem 6");
        let rest = shop.get(&format!("{path}?limit=5&cursor={}", page["nextCursor"].as_str().expect("more"))).await.expect(200);
        assert_eq!(ids(&rest)[..2], written[5..]);
        assert_eq!((ids(&rest).len(), &rest["nextCursor"]), (3, &serde_json::Value::Null), "and the first one, which said hello");
    }

    async fn a_cursor_of_another_list_is_refused(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("106540352242922").await;
        let id = shop.conversation(&number, "Ana").await;
        shop.conversation(&number, "Bia").await;
        let page = shop.get("/api/v1/conversations?limit=1").await.expect(200);
        let cursor = page["nextCursor"].as_str().expect("more");
        shop.get(&format!("/api/v1/conversations/{id}/messages?cursor={cursor}")).await.refused(400, "malformed");
    }
}
