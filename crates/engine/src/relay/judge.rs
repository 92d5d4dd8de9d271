//! Who is shown which event.

use recado_domain::{ConversationId, Permission, UserId, Visibility};

use super::NumberedEvent;
use crate::{
    access::Caller,
    events::{BULK, MENTION, RESYNC},
};

/// Somebody who reads events: what they may see at present.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one for each kind of thing that is told")]
pub struct Reader {
    /// The person; `None` for an API key.
    pub user: Option<UserId>,
    /// Which conversations.
    pub visibility: Visibility,
    /// Whether conversations at all.
    pub conversations: bool,
    /// Whether contacts.
    pub contacts: bool,
    /// Whether numbers.
    pub numbers: bool,
    /// Whether teams.
    pub teams: bool,
    /// Whether the tenant's own settings.
    pub tenant: bool,
}

/// What one reader is shown of one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// All of it.
    Whole,
    /// Only that the conversation left their sight.
    Gone(ConversationId),
    /// Not that it happened.
    Nothing,
}

impl Reader {
    /// A reader with this visibility and these permissions.
    pub fn new(user: Option<UserId>, visibility: Visibility, may: impl Fn(Permission) -> bool) -> Self {
        Self {
            user,
            visibility,
            conversations: may(Permission::ConversationsRead),
            contacts: may(Permission::ContactsRead),
            numbers: may(Permission::NumbersRead),
            teams: may(Permission::TeamsRead),
            tenant: may(Permission::TenantRead),
        }
    }

    /// The reader behind a caller.
    pub fn of(caller: &Caller) -> Self {
        Self::new(caller.user(), caller.visibility().clone(), |permission| caller.may(permission))
    }

    /// The judgement: who sees the conversation after the change gets the event whole, who saw it only before learns that
    /// it is gone. The order to reload is for the person whose access changed, or for all.
    pub fn judge(&self, event: &NumberedEvent) -> Shown {
        let whole_if = |seen| if seen { Shown::Whole } else { Shown::Nothing };
        if event.kind == RESYNC {
            return whole_if(event.after.assignee.is_none_or(|person| Some(person) == self.user));
        }
        if event.kind == BULK {
            return whole_if(self.conversations && self.user.is_some() && event.after.assignee == self.user);
        }
        let Some(conversation) = event.conversation else {
            return whole_if(self.reads(&event.kind));
        };
        if event.kind == MENTION {
            let is_addressee = self.user.is_some() && event.before.assignee == self.user;
            return whole_if(is_addressee && self.conversations && self.visibility.sees(event.after));
        }
        match (self.conversations && self.visibility.sees(event.after), self.visibility.sees(event.before)) {
            (true, _) => Shown::Whole,
            (false, true) if self.conversations => Shown::Gone(conversation),
            _ => Shown::Nothing,
        }
    }

    /// Whether events of this kind, which tell of no conversation, are for this reader. A kind without a line here is for
    /// nobody.
    fn reads(&self, kind: &str) -> bool {
        match kind.split(':').next() {
            Some("contact") => self.contacts,
            Some("number") => self.numbers,
            Some("team") => self.teams,
            Some("tenant") => self.tenant,
            Some("tag") => self.conversations || self.contacts,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use recado_domain::{
        Role, TeamId, TenantId, Timestamp,
        visibility::{AgentSight, Placement},
    };
    use serde_json::value::RawValue;
    use uuid::Uuid;

    use super::*;

    const ME: UserId = UserId::from_uuid(Uuid::from_u128(1));
    const OTHER: UserId = UserId::from_uuid(Uuid::from_u128(2));
    const MINE: TeamId = TeamId::from_uuid(Uuid::from_u128(3));
    const THEIRS: TeamId = TeamId::from_uuid(Uuid::from_u128(4));
    const CONVERSATION: ConversationId = ConversationId::from_uuid(Uuid::from_u128(5));

    fn reader(role: Role) -> Reader {
        let visibility = Visibility::of(role, AgentSight::Team, ME, vec![MINE]);
        Reader::new(Some(ME), visibility, |permission| role.has(permission))
    }

    #[expect(clippy::disallowed_methods, reason = "a test makes its own tenants")]
    fn event(kind: &str, conversation: Option<ConversationId>, before: Placement, after: Placement) -> NumberedEvent {
        NumberedEvent {
            tenant: TenantId::from_uuid(Uuid::from_u128(9)),
            seq: 1,
            kind: kind.to_owned(),
            conversation,
            before,
            after,
            data: Arc::from(RawValue::from_string("{}".to_owned()).unwrap()),
            at: Timestamp::from_secs(1),
        }
    }

    const fn at(assignee: Option<UserId>, team: Option<TeamId>) -> Placement {
        Placement { assignee, team }
    }

    #[test]
    fn a_change_is_judged_by_where_the_conversation_stood_and_stands() {
        let (free, mine, team) = (at(None, None), at(Some(ME), None), at(Some(OTHER), Some(MINE)));
        let (foreign, elsewhere) = (at(Some(OTHER), None), at(None, Some(THEIRS)));
        let gone = Shown::Gone(CONVERSATION);
        let table = [
            (free, mine, Shown::Whole),
            (foreign, mine, Shown::Whole),
            (foreign, team, Shown::Whole),
            (elsewhere, free, Shown::Whole),
            (free, foreign, gone),
            (mine, elsewhere, gone),
            (team, foreign, gone),
            (foreign, elsewhere, Shown::Nothing),
        ];
        for (before, after, shown) in table {
            let event = event("conversation:assigned", Some(CONVERSATION), before, after);
            assert_eq!(reader(Role::Agent).judge(&event), shown, "{before:?} {after:?}");
            assert_eq!(reader(Role::Supervisor).judge(&event), Shown::Whole);
            assert_eq!(reader(Role::Viewer).judge(&event), Shown::Nothing);
        }
    }

    #[test]
    fn other_events_need_the_permission_of_what_they_tell() {
        let nowhere = at(None, None);
        for (kind, agent, viewer) in [
            ("contact:updated", Shown::Whole, Shown::Nothing),
            ("number:updated", Shown::Whole, Shown::Whole),
            ("tag:deleted", Shown::Whole, Shown::Nothing),
            ("surprise:new", Shown::Nothing, Shown::Nothing),
        ] {
            let event = event(kind, None, nowhere, nowhere);
            assert_eq!(reader(Role::Agent).judge(&event), agent, "{kind}");
            assert_eq!(reader(Role::Viewer).judge(&event), viewer, "{kind}");
        }
    }

    #[test]
    fn a_mention_reaches_the_mentioned_as_long_as_they_see_the_conversation() {
        let team = at(Some(OTHER), Some(MINE));
        for (person, after, shown) in [
            (ME, team, Shown::Whole),
            (OTHER, team, Shown::Nothing),
            (ME, at(Some(OTHER), Some(THEIRS)), Shown::Nothing),
        ] {
            let event = event(MENTION, Some(CONVERSATION), at(Some(person), None), after);
            assert_eq!(reader(Role::Agent).judge(&event), shown, "{person:?}");
            assert_eq!(reader(Role::Viewer).judge(&event), Shown::Nothing);
        }
    }

    #[test]
    fn progress_is_told_to_who_started_the_work() {
        for (person, shown) in [(ME, Shown::Whole), (OTHER, Shown::Nothing)] {
            let event = event(BULK, None, at(None, None), at(Some(person), None));
            assert_eq!(reader(Role::Agent).judge(&event), shown, "{person:?}");
        }
    }

    #[test]
    fn the_order_to_reload_reaches_whom_it_is_for() {
        let nowhere = at(None, None);
        for (person, shown) in [(None, Shown::Whole), (Some(ME), Shown::Whole), (Some(OTHER), Shown::Nothing)] {
            let event = event(RESYNC, None, nowhere, at(person, None));
            assert_eq!(reader(Role::Agent).judge(&event), shown, "{person:?}");
        }
        let key = Reader { user: None, ..reader(Role::Owner) };
        assert_eq!(key.judge(&event(RESYNC, None, nowhere, at(Some(ME), None))), Shown::Nothing);
    }
}
