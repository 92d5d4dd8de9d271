//! Background jobs: read receipts, the typing indicator, and what happens to a job that cannot be done.

use recado_domain::NumberId;
use recado_engine::jobs::{self, Ran};
use recado_it::{TestApp, TestCustomer, TestNumber, TestTenant, both_engines};
use recado_storage::{Scope, tenant::phone_numbers::NumberRow};
use serde_json::{Value as Json, json};

use super::wait;

/// Runs what is due.
async fn run_jobs(app: &TestApp) -> Ran {
    jobs::run_due(&app.engine, "test", 16).await.expect("jobs are run")
}

/// Makes the customer's first message known here, unread.
async fn receive(shop: &TestTenant, customer: &TestCustomer) {
    let wamid = customer.wamid.as_deref().expect("the customer wrote");
    shop.says_as(&customer.conversation.to_string(), wamid, "Oi").await;
}

async fn receipts(app: &TestApp) -> Vec<Json> {
    app.simulate("GET", "/_sim/receipts", &Json::Null).await["data"].as_array().expect("as the test set it up").clone()
}

async fn keep_receipts_to_itself(app: &TestApp, number: &TestNumber, id: NumberId) {
    let mut tx = app.engine.db.write(Scope::Tenant(number.key.tenant_id)).await.expect("as the test set it up");
    let row =
        tx.tenant().phone_numbers().find(id).await.expect("as the test set it up").expect("as the test set it up");
    tx.tenant()
        .phone_numbers()
        .update(&NumberRow { sends_read_receipts: false, ..row })
        .await
        .expect("as the test set it up");
    tx.commit().await.expect("as the test set it up");
}

both_engines! {
    async fn reading_tells_meta_unless_the_number_keeps_it_to_itself(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let (ana, bia) = (number.customer("Ana", "5511998765432").await, number.customer("Bia", "5511998765433").await);
        receive(&shop, &ana).await;
        receive(&shop, &bia).await;
        let read = |customer: &TestCustomer| shop.call("POST", &format!("/api/v1/conversations/{}/read", customer.conversation));
        read(&ana).send().await.is(204);
        read(&ana).send().await.is(204);
        assert_eq!(run_jobs(&app).await, Ran { done: 1, ..Ran::default() }, "read once");
        let told = receipts(&app).await;
        assert_eq!((told.len(), told[0]["message_id"].as_str()), (1, ana.wamid.as_deref()), "{told:?}");

        keep_receipts_to_itself(&app, &number, number.key.number_id).await;
        read(&bia).send().await.is(204);
        assert_eq!((run_jobs(&app).await.taken(), receipts(&app).await.len()), (0, 1));
    }

    async fn typing_shows_at_meta_and_a_late_one_is_let_go(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let ana = number.customer("Ana", "5511998765432").await;
        receive(&shop, &ana).await;
        let path = format!("/api/v1/conversations/{}/typing", ana.conversation);
        shop.call("POST", &path).send().await.is(204);
        assert_eq!(run_jobs(&app).await.done, 1);
        let told = receipts(&app).await;
        assert_eq!((told.len(), &told[0]["typing"]), (1, &json!(true)), "{told:?}");

        shop.call("POST", &path).send().await.is(204);
        wait(&app, 11);
        assert_eq!((run_jobs(&app).await.done, receipts(&app).await.len()), (1, 1));
    }

    async fn a_job_that_cannot_be_done_is_listed_and_can_be_retried(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let ana = number.customer("Ana", "5511998765432").await;
        receive(&shop, &ana).await;
        let shop = shop.key(&["*"]).await;
        app.simulate("POST", "/_sim/faults", &json!({ "on": "read", "fault": "error", "code": 131_000 })).await;
        shop.call("POST", &format!("/api/v1/conversations/{}/read", ana.conversation)).send().await.is(204);
        let mut tries = Ran::default();
        while tries.dead == 0 {
            tries = run_jobs(&app).await;
            wait(&app, 3_600);
        }
        let dead = shop.get("/api/v1/jobs?state=dead").await.expect(200)["data"].clone();
        assert_eq!((&dead[0]["kind"], &dead[0]["attempts"]), (&json!("mark-read.v1"), &json!(8)));
        assert!(dead[0]["lastError"].as_str().is_some_and(|error| error.contains("131000")), "{dead}");

        app.simulate("DELETE", "/_sim/faults", &Json::Null).await;
        let path = format!("/api/v1/jobs/{}/retry", dead[0]["id"].as_str().expect("as the test set it up"));
        shop.call("POST", &path).send().await.is(204);
        assert_eq!((run_jobs(&app).await.done, receipts(&app).await.len()), (1, 1));
        shop.call("POST", &path).send().await.refused(404, "not-found");
        assert_eq!(shop.get("/api/v1/jobs?state=dead").await.expect(200)["data"], json!([]));
        assert_eq!(shop.get("/api/v1/jobs?state=done").await.pointers(), ["/state"]);
    }
}
