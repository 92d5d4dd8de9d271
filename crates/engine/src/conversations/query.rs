use recado_domain::{
    ContactId, NumberId, TagId, TeamId, Timestamp, UserId,
    conversation::ConversationStatus,
    view::{InboxView, ListOrder},
};
use recado_storage::tenant::conversation_lists::{Assignee, ConversationFilter, Order, Stage};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use utoipa::ToSchema;

use crate::access::Caller;

/// Which conversations are wanted; all that is given must fit. Who asks is part of the answer: their views, their teams.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ConversationQuery)]
pub struct ConversationQuery {
    /// `mine`, `team` (of any team of the caller), `unassigned` or `all`; without `status` open and pending ones.
    #[schema(value_type = Option<String>)]
    pub view: Option<InboxView>,
    /// `open`, `pending`, `snoozed`, `closed` or `archived`; without it and without `view`, all but archived ones (of one
    /// `contact` those too).
    #[schema(value_type = Option<String>)]
    pub status: Option<ConversationStatus>,
    /// `usr_…`, `me` or `none`.
    #[schema(value_type = Option<String>)]
    pub assignee: Option<Whose>,
    /// `tem_…`
    #[schema(value_type = Option<String>)]
    pub team: Option<TeamId>,
    /// `num_…`
    #[schema(value_type = Option<String>)]
    pub number: Option<NumberId>,
    /// `tag_…` that is on them.
    #[schema(value_type = Option<String>)]
    pub tag: Option<TagId>,
    /// `con_…` whom they are with.
    #[schema(value_type = Option<String>)]
    pub contact: Option<ContactId>,
    /// `true`: only those with unread messages.
    pub unread: Option<bool>,
    /// Only those with their latest activity then or later.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub from: Option<Timestamp>,
    /// Only those with their latest activity before then.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub to: Option<Timestamp>,
    /// `latest` activity first (without it, too), `oldest` first, or `waiting`: only those where the customer wrote last,
    /// the one who has waited longest first.
    #[schema(value_type = Option<String>)]
    pub sort: Option<ListOrder>,
}

/// Whose the wanted conversations are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The caller's: `me`.
    Mine,
    /// Nobody's: `none`.
    Nobodys,
    /// This person's.
    Of(UserId),
}

impl<'de> Deserialize<'de> for Whose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match String::deserialize(deserializer)?.as_str() {
            "me" => Ok(Self::Mine),
            "none" => Ok(Self::Nobodys),
            id => id.parse().map(Self::Of).map_err(|_| D::Error::custom("expected usr_…, me or none")),
        }
    }
}

impl Serialize for Whose {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Mine => serializer.serialize_str("me"),
            Self::Nobodys => serializer.serialize_str("none"),
            Self::Of(user) => user.serialize(serializer),
        }
    }
}

/// An API key asked for what is its own: it is nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key has no conversations of its own")]
pub struct NobodyAsks {
    /// The field that asked.
    pub field: &'static str,
}

impl ConversationQuery {
    /// What the caller wants, with the caller filled in.
    pub fn filter(&self, caller: &Caller) -> Result<ConversationFilter, NobodyAsks> {
        let me = |field| caller.user().map(Assignee::Person).ok_or(NobodyAsks { field });
        let mut assignee = match self.assignee {
            None => Assignee::Anybody,
            Some(Whose::Nobodys) => Assignee::Nobody,
            Some(Whose::Of(user)) => Assignee::Person(user),
            Some(Whose::Mine) => me("assignee")?,
        };
        let mut teams = self.team.map(|team| vec![team]);
        let met = match self.view {
            Some(InboxView::Mine) => assignee.meet(me("view")?),
            Some(InboxView::Unassigned) => assignee.meet(Assignee::Nobody),
            Some(InboxView::Team | InboxView::All) | None => Some(assignee),
        };
        match met {
            Some(met) => assignee = met,
            None => teams = Some(Vec::new()), // of two people at once: nothing fits
        }
        if self.view == Some(InboxView::Team) {
            let own = caller.teams().iter().copied();
            teams = Some(own.filter(|team| teams.as_ref().is_none_or(|wanted| wanted.contains(team))).collect());
        }
        Ok(ConversationFilter {
            stage: self.stage(),
            assignee,
            teams,
            number: self.number,
            tag: self.tag,
            contact: self.contact,
            unread: self.unread == Some(true),
            from: self.from,
            to: self.to,
            waiting: self.sort == Some(ListOrder::Waiting),
            order: if matches!(self.sort, None | Some(ListOrder::Latest)) { Order::Latest } else { Order::Oldest },
        })
    }

    fn stage(&self) -> Stage {
        let unsaid = match (self.view, self.contact) {
            (Some(_), _) => Stage::Awake,
            (None, Some(_)) => Stage::Any,
            (None, None) => Stage::Ordinary,
        };
        self.status.map_or(unsaid, Stage::Is)
    }
}
