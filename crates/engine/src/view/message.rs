use recado_domain::{
    ContactId, ConversationId, MessageId, NumberId, Timestamp, UserId,
    message::{Direction, MessageStatus, Moments, Source},
};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

/// A message, as shown outside.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Message)]
pub struct MessageView {
    /// `msg_…`
    #[schema(value_type = String)]
    pub id: MessageId,
    /// `cnv_…`
    #[schema(value_type = String)]
    pub conversation_id: ConversationId,
    /// `con_…`
    #[schema(value_type = String)]
    pub contact_id: ContactId,
    /// `num_…`
    #[schema(value_type = String)]
    pub number_id: NumberId,
    /// `inbound` or `outbound`.
    #[schema(value_type = String)]
    pub direction: Direction,
    /// `customer`, `api`, `agent`, `phone_app` or `automation`.
    #[schema(value_type = String)]
    pub source: Source,
    /// Meta's word for the kind of message.
    #[serde(rename = "type")]
    pub kind: String,
    /// Meta's object named by the type; null when there is none.
    #[schema(value_type = Option<Object>)]
    pub content: Option<Box<RawValue>>,
    /// The file of an image, a video, an audio, a document or a sticker; null for other messages.
    pub media: Option<MediaView>,
    /// The state, in one word.
    #[schema(value_type = String)]
    pub status: MessageStatus,
    /// Meta's id of the message.
    pub wa_message_id: Option<String>,
    /// The message it answers, when we hold it: `msg_…`
    #[schema(value_type = Option<String>)]
    pub reply_to: Option<MessageId>,
    /// Who wrote it here: `usr_…`; null for customers and API keys.
    #[schema(value_type = Option<String>)]
    pub author_id: Option<UserId>,
    /// The failed or unconfirmed message in whose place it was sent: `msg_…`
    #[schema(value_type = Option<String>)]
    pub resend_of: Option<MessageId>,
    /// When a person decided to leave it unconfirmed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub dismissed_at: Option<Timestamp>,
    /// Why it failed, kept also when a later status overrode the failure.
    pub error: Option<ErrorView>,
    /// When it was written: Meta's time for inbound messages, ours for outbound ones.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When each state was first reached.
    pub status_times: StatusTimes,
}

/// The file of a message. Meta's own id of it stays in `content`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Media)]
pub struct MediaView {
    /// What Meta says it is; may carry parameters (`audio/ogg; codecs=opus`).
    pub mime_type: Option<String>,
    /// What was written with it.
    pub caption: Option<String>,
    /// How its sender called it.
    pub file_name: Option<String>,
    /// Where its bytes are. Further words will come: take one you do not know for `pending`.
    pub download: Download,
}

/// Where the bytes of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = MediaDownload)]
pub enum Download {
    /// Still at Meta: the download follows.
    Pending,
}

/// Why a message failed, for the person who can act.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = MessageError)]
pub struct ErrorView {
    /// Meta's code.
    pub code: i64,
    /// What it means.
    pub title: String,
    /// Who can act.
    pub who: String,
    /// What to do.
    pub remedy: String,
}

/// When each state of a message was first reached; null = not.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub struct StatusTimes {
    /// Taken into the queue.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub queued: Option<Timestamp>,
    /// Taken by Meta.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub accepted: Option<Timestamp>,
    /// On WhatsApp's servers.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub sent: Option<Timestamp>,
    /// On a device.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub delivered: Option<Timestamp>,
    /// Displayed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub read: Option<Timestamp>,
    /// A voice note was played.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub played: Option<Timestamp>,
    /// Refused or failed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub failed: Option<Timestamp>,
    /// Declared unconfirmed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub unconfirmed: Option<Timestamp>,
}

impl From<Moments> for StatusTimes {
    fn from(m: Moments) -> Self {
        Self {
            queued: m.queued,
            accepted: m.accepted,
            sent: m.sent,
            delivered: m.delivered,
            read: m.read,
            played: m.played,
            failed: m.failed,
            unconfirmed: m.unconfirmed,
        }
    }
}
