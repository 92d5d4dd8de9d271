//! The wire shapes of `contract.md` that REST answers and realtime events share: one definition for both.
//!
//! They are plain data. An unset optional field is `null`, never absent. Objects that are Meta's keep Meta's spelling.

mod app;
mod contact;
mod conversation;
mod event;
mod history;
pub mod load;
mod message;
mod note;
mod number;
mod tag;
mod team;
mod tenant;

pub use app::{AppView, webhook_path};
pub use contact::{ContactView, IdentityView};
pub use conversation::ConversationView;
pub use event::{EventData, EventView};
pub use history::HistoryView;
pub use message::{Download, ErrorView, MediaView, MessageView, StatusTimes};
pub use note::NoteView;
pub use number::NumberView;
pub use tag::TagView;
pub use team::TeamView;
pub use tenant::{IdleHoursView, TenantSettingsView};
