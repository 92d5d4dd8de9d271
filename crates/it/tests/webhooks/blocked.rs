//! What a blocked customer writes: it is kept, and asks for nobody's attention.

use recado_it::{TestApp, both_engines};

use super::shop::{Shop, text};

const NUMBER: &str = "106540352242922";
const ANA: &str = "5511998765432";

both_engines! {
    async fn a_blocked_customer_is_recorded_and_wakes_nobody(app: TestApp) {
        let shop = Shop::open(&app, "shop", NUMBER).await;
        shop.receives(&[text(ANA, "wamid.1", "Oi")]).await;
        app.database.run("UPDATE contacts SET blocked_at = 1").await;
        app.database.run("UPDATE conversations SET status = 'closed', is_open = 0, unread_count = 0, is_unread = 0").await;
        shop.receives(&[text(ANA, "wamid.2", "Me respondam")]).await;
        assert_eq!(shop.count("messages").await, 2);
        assert_eq!(shop.count("conversations WHERE status = 'closed' AND unread_count = 0").await, 1);
        app.database.run("UPDATE contacts SET blocked_at = NULL").await;
        shop.receives(&[text(ANA, "wamid.3", "Oi de novo")]).await;
        assert_eq!(shop.count("conversations WHERE status = 'open' AND unread_count = 1").await, 1);
    }
}
