//! Ids: UUIDv7 inside, TypeIDs outside (`msg_01h455vb4pex5vsknk084sn02q`): a prefix, an underscore and 26 characters of
//! Crockford's base 32. A contact id in a message slot fails at the door.

use std::fmt;

use uuid::Uuid;

use crate::Timestamp;

/// Why a text is not an id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The prefix is missing or another kind's.
    #[error("expected an id that begins with {expected}_")]
    Prefix {
        /// The prefix of the wanted kind, without the underscore.
        expected: &'static str,
    },
    /// What follows the prefix is not 26 characters of Crockford's base 32 below 2^128.
    #[error("malformed id")]
    Malformed,
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Writes `prefix_` and the 26 characters of the id.
fn write_typeid(prefix: &str, id: Uuid, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut rest = id.as_u128();
    let mut text = [0_u8; 26];
    for place in text.iter_mut().rev() {
        *place = ALPHABET[usize::try_from(rest & 31).expect("five bits fit")];
        rest >>= 5;
    }
    write!(f, "{prefix}_{}", std::str::from_utf8(&text).expect("the alphabet is ASCII"))
}

/// Reads the uuid behind `prefix_`.
fn parse_typeid(expected: &'static str, text: &str) -> Result<Uuid, IdError> {
    let digits = text.strip_prefix(expected).and_then(|rest| rest.strip_prefix('_'));
    let digits = digits.ok_or(IdError::Prefix { expected })?.as_bytes();
    if digits.len() != 26 || digits[0] > b'7' {
        return Err(IdError::Malformed);
    }
    let mut value = 0_u128;
    for digit in digits {
        let place = ALPHABET.iter().position(|letter| letter == digit).ok_or(IdError::Malformed)?;
        value = (value << 5) | u128::try_from(place).expect("below 32");
    }
    Ok(Uuid::from_u128(value))
}

macro_rules! id_type {
    ($($(#[$meta:meta])* $name:ident = $prefix:literal;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Uuid);

        impl $name {
            /// The prefix of this kind of id, without the underscore.
            pub const PREFIX: &'static str = $prefix;
            /// The id around a uuid that is already known to be of this kind (a stored row, a fresh id).
            pub const fn from_uuid(id: Uuid) -> Self { Self(id) }
            /// The uuid inside.
            pub const fn uuid(self) -> Uuid { self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write_typeid($prefix, self.0, f) }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write_typeid($prefix, self.0, f) }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.collect_str(self) }
        }
    )+};
}

macro_rules! parsed_id_type {
    ($($(#[$meta:meta])* $name:ident = $prefix:literal;)+) => {
        id_type! { $($(#[$meta])* $name = $prefix;)+ }
        $(
            impl std::str::FromStr for $name {
                type Err = IdError;
                fn from_str(text: &str) -> Result<Self, IdError> { parse_typeid($prefix, text).map(Self) }
            }

            impl<'de> serde::Deserialize<'de> for $name {
                fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                    let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(d)?;
                    text.parse().map_err(serde::de::Error::custom)
                }
            }
        )+
    };
}

id_type! {
    /// A tenant. It cannot be parsed or deserialised: a request names a tenant only through the auth extractor, which
    /// looks the name up among the caller's memberships and gets the id from a row.
    TenantId = "ten";
}

parsed_id_type! {
    /// A person who can sign in.
    UserId = "usr";
    /// A signed-in session (a family of refresh tokens).
    SessionId = "ses";
    /// A team of a tenant.
    TeamId = "tem";
    /// A business phone number of a tenant.
    NumberId = "num";
    /// A Meta app: its secrets and verify token.
    AppId = "app";
    /// A WhatsApp Business Account of a tenant.
    WabaId = "wab";
    /// A contact: one customer of a tenant.
    ContactId = "con";
    /// A conversation of one contact with one number.
    ConversationId = "cnv";
    /// A transfer of a conversation.
    TransferId = "tra";
    /// A tag of conversations and contacts.
    TagId = "tag";
    /// What was done to a conversation: an entry of its history.
    HistoryId = "cev";
    /// A note that a team writes to itself in a thread.
    NoteId = "nte";
    /// A quick reply.
    ReplyId = "qrp";
    /// An away message.
    AwayId = "awy";
    /// A saved view of the inbox.
    SavedViewId = "viw";
    /// Work on many conversations at once.
    BulkId = "blk";
    /// A message, inbound or outbound.
    MessageId = "msg";
    /// A media file.
    MediaId = "med";
    /// One change of a webhook, as its tenant may see it.
    ChangeId = "chg";
    /// One raw webhook delivery in the log.
    EventId = "evt";
    /// One change that could not be projected.
    QuarantineId = "qua";
    /// A background job.
    JobId = "job";
    /// An API key.
    KeyId = "key";
    /// An entry of the audit log.
    AuditId = "aud";
    /// One identity (phone, business-scoped user id) of a contact.
    IdentityId = "idn";
    /// A realtime event in the outbox.
    OutboxId = "obx";
    /// One request, as named in answers and logs.
    RequestId = "req";
}

/// The text form of a tenant id, for the auth extractor alone, which compares it with the ids of memberships.
///
/// It answers a bare uuid, not a [`TenantId`]: only a row makes one of those.
pub fn tenant_id_text(text: &str) -> Result<Uuid, IdError> {
    parse_typeid(TenantId::PREFIX, text)
}

/// The lowest id that carries this time: all ids of before are lower, since a UUIDv7 begins with its milliseconds.
#[must_use]
pub fn first_id(at: Timestamp) -> Uuid {
    Uuid::from_u128(u128::try_from(at.millis()).unwrap_or_default() << 80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_of_the_typeid_specification_round_trips() {
        let id = MessageId::from_uuid(Uuid::parse_str("01890a5d-ac96-774b-bcce-b302099a8057").unwrap());
        assert_eq!(id.to_string(), "msg_01h455vb4pex5vsknk084sn02q");
        assert_eq!("msg_01h455vb4pex5vsknk084sn02q".parse(), Ok(id));
    }

    #[test]
    fn another_kinds_id_and_malformed_text_are_refused() {
        assert_eq!("con_01h455vb4pex5vsknk084sn02q".parse::<MessageId>(), Err(IdError::Prefix { expected: "msg" }));
        for text in [
            "msg_",
            "msg_01h455vb4pex5vsknk084sn02",
            "msg_81h455vb4pex5vsknk084sn02q",
            "msg_01h455vb4pex5vsknk084sn02i",
        ] {
            assert_eq!(text.parse::<MessageId>(), Err(IdError::Malformed), "{text}");
        }
        for text in ["", "01h455vb4pex5vsknk084sn02q", "msg01h455vb4pex5vsknk084sn02q"] {
            assert!(matches!(text.parse::<MessageId>(), Err(IdError::Prefix { .. })), "{text}");
        }
    }
}
