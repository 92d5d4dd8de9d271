//! The calls, one method each.

use reqwest::Method;
use serde_json::{Value, json};

use super::answer::{Page, TokenInfo, first, object, success};
use super::exchange::Reply;
use super::outcome::Accepted;
use super::token::AccessToken;
use super::transport::{Call, GraphClient};
use crate::send::SendCommand;

impl GraphClient {
    /// Send a message. `Accepted` means taken for processing; what becomes of it comes as statuses.
    pub async fn send(&self, token: &AccessToken, phone_number_id: &str, command: &SendCommand) -> Reply<Accepted> {
        let path = [phone_number_id, "messages"];
        self.call(post(token, &path, Some(command.to_json())), Accepted::read).await
    }

    /// Mark an inbound message, and all before it, as read. Its id must be at most 30 days old.
    pub async fn mark_read(&self, token: &AccessToken, phone_number_id: &str, wamid: &str) -> Reply<()> {
        let path = [phone_number_id, "messages"];
        self.call(post(token, &path, Some(receipt(wamid))), success).await
    }

    /// Show the typing indicator until the reply, for 25 seconds at most. Marks the message as read as well.
    pub async fn typing(&self, token: &AccessToken, phone_number_id: &str, wamid: &str) -> Reply<()> {
        let mut body = receipt(wamid);
        body["typing_indicator"] = json!({ "type": "text" });
        let path = [phone_number_id, "messages"];
        self.call(post(token, &path, Some(body)), success).await
    }

    /// Read a number. Most fields are not returned unless asked for.
    pub async fn number(&self, token: &AccessToken, phone_number_id: &str, fields: &[&str]) -> Reply<Value> {
        self.object(token, phone_number_id, fields).await
    }

    /// Read an account.
    pub async fn waba(&self, token: &AccessToken, waba_id: &str, fields: &[&str]) -> Reply<Value> {
        self.object(token, waba_id, fields).await
    }

    /// The numbers of an account. `after` is the last page's cursor.
    pub async fn numbers_of_waba(
        &self,
        token: &AccessToken,
        waba_id: &str,
        fields: &[&str],
        after: Option<&str>,
    ) -> Reply<Page> {
        self.list(token, &[waba_id, "phone_numbers"], fields, after).await
    }

    /// The templates of an account, 100 a page. `after` is the last page's cursor.
    pub async fn templates(
        &self,
        token: &AccessToken,
        waba_id: &str,
        fields: &[&str],
        after: Option<&str>,
    ) -> Reply<Page> {
        let fields = fields.join(",");
        let query = [("fields", fields.as_str()), ("limit", "100"), ("after", after.unwrap_or_default())];
        self.page(token, &[waba_id, "message_templates"], &query).await
    }

    /// The apps that get an account's webhooks.
    pub async fn subscribed_apps(&self, token: &AccessToken, waba_id: &str) -> Reply<Page> {
        self.list(token, &[waba_id, "subscribed_apps"], &[], None).await
    }

    /// Have the token's app get an account's webhooks. Without it nothing arrives.
    pub async fn subscribe_app(&self, token: &AccessToken, waba_id: &str) -> Reply<()> {
        self.call(post(token, &[waba_id, "subscribed_apps"], None), success).await
    }

    /// Have the token's app no longer get an account's webhooks.
    pub async fn unsubscribe_app(&self, token: &AccessToken, waba_id: &str) -> Reply<()> {
        let path = [waba_id, "subscribed_apps"];
        self.call(Call { method: Method::DELETE, path: &path, query: &[], body: None, token }, success).await
    }

    /// What Meta says about a token: whether it is valid, for which app, scopes and accounts.
    pub async fn debug_token(&self, token: &AccessToken, inspected: &AccessToken) -> Reply<TokenInfo> {
        let query = [("input_token", inspected.expose())];
        self.call(get(token, &["debug_token"], &query), TokenInfo::read).await
    }

    /// The public profile of a number.
    pub async fn business_profile(&self, token: &AccessToken, phone_number_id: &str, fields: &[&str]) -> Reply<Value> {
        let fields = fields.join(",");
        let path = [phone_number_id, "whatsapp_business_profile"];
        self.call(get(token, &path, &[("fields", &fields)]), first).await
    }

    async fn object(&self, token: &AccessToken, id: &str, fields: &[&str]) -> Reply<Value> {
        let fields = fields.join(",");
        self.call(get(token, &[id], &[("fields", &fields)]), object).await
    }

    async fn list(&self, token: &AccessToken, path: &[&str], fields: &[&str], after: Option<&str>) -> Reply<Page> {
        let fields = fields.join(",");
        let query = [("fields", fields.as_str()), ("after", after.unwrap_or_default())];
        self.page(token, path, &query).await
    }

    /// One page; parameters without a value are left out.
    async fn page(&self, token: &AccessToken, path: &[&str], query: &[(&str, &str)]) -> Reply<Page> {
        let query: Vec<_> = query.iter().copied().filter(|(_, value)| !value.is_empty()).collect();
        self.call(get(token, path, &query), Page::read).await
    }
}

fn receipt(wamid: &str) -> Value {
    json!({ "messaging_product": "whatsapp", "status": "read", "message_id": wamid })
}

fn get<'c>(token: &'c AccessToken, path: &'c [&'c str], query: &'c [(&'c str, &'c str)]) -> Call<'c> {
    Call { method: Method::GET, path, query, body: None, token }
}

fn post<'c>(token: &'c AccessToken, path: &'c [&'c str], body: Option<Value>) -> Call<'c> {
    Call { method: Method::POST, path, query: &[], body, token }
}
