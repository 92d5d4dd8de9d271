//! The client against small servers that misbehave on purpose.

mod calls;
mod classes;
mod server;

use std::time::Duration;

use super::{Accepted, AccessToken, GraphClient, GraphSettings, Reply};
use crate::send::{Message, Recipient, SendCommand};

const NUMBER: &str = "106540352242922";
const TOKEN: &str = "EAAsecret";

fn client(base_url: &str, timeout: Duration) -> GraphClient {
    let settings = GraphSettings { base_url: base_url.to_owned(), timeout, ..GraphSettings::default() };
    GraphClient::new(&settings).unwrap()
}

async fn send(base_url: &str, timeout: Duration) -> Reply<Accepted> {
    let command = SendCommand::new(Recipient::Phone("5511987650001".to_owned()), Message::text("segredo", false));
    client(base_url, timeout).send(&AccessToken::new(TOKEN), NUMBER, &command).await
}
