//! Pages of one tenant's conversations, in the order of their latest activity, from either end.
//!
//! A page is cut on `conversations` alone; contacts and messages are joined to its rows afterwards, by their ids. Each
//! combination of filters is a text of its own, because `($2 IS NULL OR column = $2)` would keep both engines from
//! their indexes. What an agent sees of the open work is asked for branch by branch (own, each team, unclaimed), each
//! in the order of an index; of the rest, which has no such indexes, in one walk. Several teams are several walks.
//!
//! One contact has so few conversations that they are all read, and sorted out here.

use recado_domain::{
    ContactId, ConversationId, NumberId, TagId, TeamId, TenantId, Timestamp, UserId, conversation::ConversationStatus,
    visibility::Visibility,
};
use uuid::Uuid;

use super::conversations::{COLUMNS, ConversationRow};
use crate::{
    column::{Arg, args},
    dynamic::{Composed, Places},
    error::DbResult,
    statement::{Door, Statement, statements},
    tx::Tx,
};

statements! { Tenant "conversation_lists";
    OF_CONTACT = "SELECT ", COLUMNS, " FROM conversations WHERE tenant_id = $1 AND contact_id = $2
        ORDER BY last_activity_at DESC, id DESC LIMIT 1000";
    OF_CONTACT_AND_TAG = "SELECT ", COLUMNS, " FROM conversations c WHERE tenant_id = $1 AND contact_id = $2
        AND EXISTS (SELECT 1 FROM conversation_tags t WHERE t.tenant_id = $1 AND t.conversation_id = c.id AND t.tag_id = $3)
        ORDER BY last_activity_at DESC, id DESC LIMIT 1000";
    composed every_page;
}

/// Which conversations are wanted; all that is named must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConversationFilter {
    /// Where they stand.
    pub stage: Stage,
    /// Whose they are.
    pub assignee: Assignee,
    /// The teams they may be assigned to; `None`: whichever, or none.
    pub teams: Option<Vec<TeamId>>,
    /// Our number.
    pub number: Option<NumberId>,
    /// A tag that is on them.
    pub tag: Option<TagId>,
    /// Whom they are with; of one contact the latest 1,000 are looked at.
    pub contact: Option<ContactId>,
    /// Only those with unread messages. Work that is done has none.
    pub unread: bool,
    /// Only those where the customer wrote last. Work that is done waits for nobody.
    pub waiting: bool,
    /// Only those with their latest activity then or later.
    pub from: Option<Timestamp>,
    /// Only those with their latest activity before then.
    pub to: Option<Timestamp>,
    /// From which end.
    pub order: Order,
}

/// From which end a list begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// The latest activity first.
    #[default]
    Latest,
    /// The oldest activity first.
    Oldest,
}

/// Where the wanted conversations stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stage {
    /// Everywhere but in the archive.
    #[default]
    Ordinary,
    /// Everywhere: of one contact only.
    Any,
    /// Open, pending or snoozed.
    Open,
    /// Open or pending: what a view holds and counts.
    Awake,
    /// Exactly there.
    Is(ConversationStatus),
}

/// Whose the wanted conversations are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Assignee {
    /// Whoever's.
    #[default]
    Anybody,
    /// Nobody's.
    Nobody,
    /// This person's.
    Person(UserId),
}

impl Assignee {
    /// What fits both; `None`: nothing does.
    pub fn meet(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Anybody, wanted) | (wanted, Self::Anybody) => Some(wanted),
            (one, other) => (one == other).then_some(one),
        }
    }
}

/// The team of the wanted conversations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Team {
    Any,
    No,
    Is(TeamId),
}

impl Team {
    fn meet(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Any, wanted) | (wanted, Self::Any) => Some(wanted),
            (one, other) => (one == other).then_some(one),
        }
    }
}

/// Where a page begins: behind the conversation with this activity and id.
pub type Behind = (Timestamp, ConversationId);

/// Pages of one tenant's conversations. Only a door can make one.
#[derive(Debug)]
pub struct ConversationLists<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl ConversationLists<'_> {
    /// The conversations behind `behind` that fit the filter and are seen by whoever has this visibility.
    pub async fn page(
        &mut self,
        filter: &ConversationFilter,
        visibility: &Visibility,
        behind: Option<Behind>,
        limit: u32,
    ) -> DbResult<Vec<ConversationRow>> {
        let mut found = match filter.contact {
            Some(contact) => self.of_contact(contact, filter, visibility, behind).await?,
            None => self.walked(filter, visibility, behind, limit).await?,
        };
        found.sort_by_key(place);
        if filter.order == Order::Latest {
            found.reverse();
        }
        found.dedup_by_key(|row| row.id); // a conversation of mine in a team of mine is found twice
        found.truncate(usize::try_from(limit).expect("a page is small"));
        Ok(found)
    }

    async fn walked(
        &mut self,
        filter: &ConversationFilter,
        visibility: &Visibility,
        behind: Option<Behind>,
        limit: u32,
    ) -> DbResult<Vec<ConversationRow>> {
        let mut found = Vec::new();
        let bound = |at: Timestamp| (at, ConversationId::from_uuid(Uuid::nil()));
        let behind = match filter.order {
            Order::Latest => behind.into_iter().chain(filter.to.map(bound)).min(),
            Order::Oldest => behind.into_iter().chain(filter.from.map(bound)).max(),
        };
        for walk in walks(filter, visibility) {
            let args = walk.args(self.tenant, behind, limit);
            found.extend(self.tx.all::<ConversationRow>(walk.statement(), args).await?);
        }
        Ok(found)
    }

    async fn of_contact(
        &mut self,
        contact: ContactId,
        filter: &ConversationFilter,
        visibility: &Visibility,
        behind: Option<Behind>,
    ) -> DbResult<Vec<ConversationRow>> {
        let mut found: Vec<ConversationRow> = match filter.tag {
            None => self.tx.all(&OF_CONTACT, args![self.tenant, contact]).await?,
            Some(tag) => self.tx.all(&OF_CONTACT_AND_TAG, args![self.tenant, contact, tag]).await?,
        };
        let is_behind = |row: &ConversationRow| match filter.order {
            Order::Latest => behind.is_none_or(|behind| place(row) < behind),
            Order::Oldest => behind.is_none_or(|behind| place(row) > behind),
        };
        found.retain(|row| visibility.sees(row.placement()) && filter.fits(row) && is_behind(row));
        Ok(found)
    }
}

/// Where a conversation stands in the lists.
fn place(row: &ConversationRow) -> Behind {
    (row.last_activity_at, row.id)
}

impl ConversationFilter {
    /// Whether a conversation is wanted, whom it is with and its tags aside.
    fn fits(&self, row: &ConversationRow) -> bool {
        let assignee = match self.assignee {
            Assignee::Anybody => true,
            Assignee::Nobody => row.assignee_id.is_none(),
            Assignee::Person(person) => row.assignee_id == Some(person),
        };
        let team = |teams: &Vec<TeamId>| row.team_id.is_some_and(|team| teams.contains(&team));
        let at = row.last_activity_at;
        assignee
            && self.stage.holds(row.status)
            && self.teams.as_ref().is_none_or(team)
            && self.number.is_none_or(|number| row.phone_number_id == number)
            && (!self.unread || row.unread_count > 0 && row.status.is_open())
            && (!self.waiting || row.last_inbound_at == Some(at) && row.status.is_open())
            && self.from.is_none_or(|from| at >= from)
            && self.to.is_none_or(|to| at < to)
    }
}

/// One walk along an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Walk {
    stage: Stage,
    assignee: Assignee,
    team: Team,
    number: Option<NumberId>,
    tag: Option<TagId>,
    unread: bool,
    waiting: bool,
    order: Order,
    /// The far end: in the order of the latest first the earliest time, else the time before which all lie.
    end: Option<Timestamp>,
    /// Only what this agent sees.
    seen_by: Option<UserId>,
}

/// The walks whose results together are what is wanted and seen.
fn walks(filter: &ConversationFilter, visibility: &Visibility) -> Vec<Walk> {
    let ConversationFilter { stage, assignee, number, tag, unread, waiting, order, .. } = *filter;
    let stage = if (unread || waiting) && stage == Stage::Ordinary { Stage::Open } else { stage };
    if waiting && !stage.is_open() {
        return Vec::new();
    }
    let end = if order == Order::Latest { filter.from } else { filter.to };
    let teams =
        filter.teams.as_ref().map_or_else(|| vec![Team::Any], |teams| teams.iter().copied().map(Team::Is).collect());
    let whole = Walk { stage, assignee, team: Team::Any, number, tag, unread, waiting, order, end, seen_by: None };
    // Rows of a tag are in order among the open ones, and among the others.
    let stages = match (tag, stage) {
        (Some(_), Stage::Ordinary) => vec![Stage::Open, Stage::Is(ConversationStatus::Closed)],
        _ => vec![stage],
    };
    let wanted = teams.into_iter().map(|team| Walk { team, ..whole });
    let wanted = wanted.flat_map(|walk| stages.iter().map(move |stage| Walk { stage: *stage, ..walk }));
    wanted.flat_map(|walk| seen(walk, visibility)).collect()
}

/// The parts of a walk that are seen.
fn seen(walk: Walk, visibility: &Visibility) -> Vec<Walk> {
    match visibility {
        Visibility::Nothing => Vec::new(),
        Visibility::All => vec![walk],
        Visibility::Agent { user, .. } if !walk.stage.is_open() || walk.tag.is_some() => {
            vec![Walk { seen_by: Some(*user), ..walk }]
        }
        Visibility::Agent { user, teams } => {
            let own = (Assignee::Person(*user), Team::Any);
            let unclaimed = (Assignee::Nobody, Team::No);
            let teams = teams.iter().map(|team| (Assignee::Anybody, Team::Is(*team)));
            let branches = [own].into_iter().chain(teams).chain([unclaimed]);
            let fitting = branches.filter_map(|(seen_of, seen_in)| {
                Some(Walk { assignee: walk.assignee.meet(seen_of)?, team: walk.team.meet(seen_in)?, ..walk })
            });
            fitting.collect()
        }
    }
}

impl Stage {
    fn is_open(self) -> bool {
        match self {
            Self::Ordinary | Self::Any => false,
            Self::Open | Self::Awake => true,
            Self::Is(status) => status.is_open(),
        }
    }

    fn holds(self, status: ConversationStatus) -> bool {
        match self {
            Self::Any => true,
            Self::Ordinary => status != ConversationStatus::Archived,
            Self::Open => status.is_open(),
            Self::Awake => status.is_open() && status != ConversationStatus::Snoozed,
            Self::Is(wanted) => status == wanted,
        }
    }
}

/// What decides the text of a walk: everything but the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Shape {
    stage: &'static str,
    assignee: &'static str,
    team: &'static str,
    number: &'static str,
    tag: bool,
    unread: &'static str,
    waiting: &'static str,
    order: Order,
    end: &'static str,
    seen: bool,
}

const STAGES: [&str; 5] = [
    " AND status <> 'archived'",
    " AND is_open = 1",
    " AND is_open = 1 AND status <> 'snoozed'",
    " AND is_open = 1 AND status = $",
    " AND status = $",
];
const ASSIGNEES: [&str; 3] = ["", " AND assignee_id IS NULL", " AND assignee_id = $"];
const TEAMS: [&str; 3] = ["", " AND team_id IS NULL", " AND team_id = $"];
const NUMBERS: [&str; 2] = ["", " AND phone_number_id = $"];
/// The plus sign keeps SQLite from `conv_work`, which serves counts and not this order.
const UNREAD: &str = " AND +is_unread = 1";
/// What `conv_waiting` holds: the customer's word is the latest.
const WAITING: &str = " AND last_inbound_at = last_activity_at";
/// The far end, of the column that the walk is ordered by.
const fn ends(of_tag: bool, order: Order) -> [&'static str; 2] {
    let end = match (of_tag, order) {
        (true, Order::Latest) => " AND t.activity_at >= $",
        (false, Order::Latest) => " AND last_activity_at >= $",
        (true, Order::Oldest) => " AND t.activity_at < $",
        (false, Order::Oldest) => " AND last_activity_at < $",
    };
    ["", end]
}
const SEEN: &str = " AND (assignee_id = $ OR assignee_id IS NULL AND team_id IS NULL OR team_id IN
    (SELECT m.team_id FROM team_members m WHERE m.tenant_id = c.tenant_id AND m.user_id = $))";

impl Walk {
    fn shape(&self) -> Shape {
        let stage = match self.stage {
            Stage::Ordinary | Stage::Any => STAGES[0],
            Stage::Open => STAGES[1],
            Stage::Awake => STAGES[2],
            Stage::Is(status) if status.is_open() => STAGES[3],
            Stage::Is(_) => STAGES[4],
        };
        let assignee = match self.assignee {
            Assignee::Anybody => ASSIGNEES[0],
            Assignee::Nobody => ASSIGNEES[1],
            Assignee::Person(_) => ASSIGNEES[2],
        };
        let team = match self.team {
            Team::Any => TEAMS[0],
            Team::No => TEAMS[1],
            Team::Is(_) => TEAMS[2],
        };
        let (tag, seen) = (self.tag.is_some(), self.seen_by.is_some());
        let number = NUMBERS[usize::from(self.number.is_some())];
        let end = ends(tag, self.order)[usize::from(self.end.is_some())];
        let unread = if self.unread { UNREAD } else { "" };
        let (waiting, order) = (if self.waiting { WAITING } else { "" }, self.order);
        Shape { stage, assignee, team, number, tag, unread, waiting, order, end, seen }
    }

    fn statement(&self) -> &'static Statement {
        statement(self.shape())
    }

    /// The arguments, in the order in which [`text`] numbers them.
    fn args(&self, tenant: TenantId, behind: Option<Behind>, limit: u32) -> Vec<Arg> {
        let start = match self.order {
            Order::Latest => (Timestamp::from_micros(i64::MAX), ConversationId::from_uuid(Uuid::max())),
            Order::Oldest => (Timestamp::from_micros(i64::MIN), ConversationId::from_uuid(Uuid::nil())),
        };
        let (activity, id) = behind.unwrap_or(start);
        let mut args = args![tenant, activity, id, limit];
        if let Stage::Is(status) = self.stage {
            args.push(status.into());
        }
        if let Assignee::Person(person) = self.assignee {
            args.push(person.into());
        }
        if let Team::Is(team) = self.team {
            args.push(team.into());
        }
        args.extend(self.number.map(Arg::from));
        args.extend(self.end.map(Arg::from));
        args.extend(self.seen_by.map(Arg::from));
        args.extend(self.tag.map(Arg::from));
        args
    }
}

fn statement(shape: Shape) -> &'static Statement {
    static PAGES: Composed<Shape> = Composed::new();
    PAGES.get("conversation_lists.PAGE", Door::Tenant, shape, text)
}

fn text(shape: &Shape) -> String {
    let mut places = Places::behind(4);
    let mut terms = String::new();
    for piece in [shape.stage, shape.assignee, shape.team, shape.number, shape.end] {
        terms += &if piece.contains('$') { places.next(piece) } else { piece.to_owned() };
    }
    terms += shape.unread;
    terms += shape.waiting;
    let (than, way) = if shape.order == Order::Latest { ("<", "DESC") } else { (">", "ASC") };
    if shape.seen {
        terms += &places.next(SEEN);
    }
    if !shape.tag {
        return format!(
            "SELECT {COLUMNS} FROM conversations c WHERE tenant_id = $1{terms} AND (last_activity_at, id) {than} ($2, $3)
             ORDER BY last_activity_at {way}, id {way} LIMIT $4"
        );
    }
    let closed = if shape.stage.contains("is_open") { "0" } else { "1" };
    let tag = places.next("t.tag_id = $");
    let order = format!("t.activity_at {way}, t.conversation_id {way}");
    // CROSS JOIN holds SQLite to this order of tables.
    format!(
        "SELECT {COLUMNS} FROM conversation_tags t CROSS JOIN conversations c
         WHERE t.tenant_id = $1 AND {tag} AND t.is_closed = {closed} AND (t.activity_at, t.conversation_id) {than} ($2, $3)
         AND c.tenant_id = $1 AND c.id = t.conversation_id{terms} ORDER BY {order} LIMIT $4"
    )
}

/// Every text that can be asked for.
#[cfg(any(test, feature = "mutants"))]
fn every_page() -> Vec<&'static Statement> {
    every_shape().into_iter().map(statement).collect()
}

#[cfg(any(test, feature = "mutants"))]
fn every_shape() -> Vec<Shape> {
    let mut shapes = Vec::new();
    for stage in STAGES {
        for assignee in ASSIGNEES {
            for team in TEAMS {
                for flags in 0..128 {
                    let [number, tag, unread, waiting, oldest, end, seen] =
                        [1, 2, 4, 8, 16, 32, 64].map(|bit| flags & bit > 0);
                    if waiting && !stage.contains("is_open") {
                        continue;
                    }
                    let (unread, waiting) = (if unread { UNREAD } else { "" }, if waiting { WAITING } else { "" });
                    let order = if oldest { Order::Oldest } else { Order::Latest };
                    let (number, end) = (NUMBERS[usize::from(number)], ends(tag, order)[usize::from(end)]);
                    shapes.push(Shape { stage, assignee, team, number, tag, unread, waiting, order, end, seen });
                }
            }
        }
    }
    shapes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Kind, TestDatabase};

    const ME: UserId = UserId::from_uuid(Uuid::from_u128(1));
    const OTHER: UserId = UserId::from_uuid(Uuid::from_u128(2));
    const MINE: TeamId = TeamId::from_uuid(Uuid::from_u128(3));
    const THEIRS: TeamId = TeamId::from_uuid(Uuid::from_u128(4));

    fn branches(assignee: Assignee, team: Option<TeamId>) -> Vec<(Assignee, Team)> {
        let teams = team.map(|team| vec![team]);
        let filter = ConversationFilter { stage: Stage::Open, assignee, teams, ..ConversationFilter::default() };
        let agent = Visibility::Agent { user: ME, teams: vec![MINE] };
        walks(&filter, &agent).into_iter().map(|walk| (walk.assignee, walk.team)).collect()
    }

    #[test]
    fn an_agents_open_work_is_walked_branch_by_branch() {
        use Assignee::{Anybody, Nobody, Person};
        let table = [
            ((Anybody, None), vec![(Person(ME), Team::Any), (Anybody, Team::Is(MINE)), (Nobody, Team::No)]),
            ((Person(ME), None), vec![(Person(ME), Team::Any), (Person(ME), Team::Is(MINE))]),
            ((Person(OTHER), None), vec![(Person(OTHER), Team::Is(MINE))]),
            ((Nobody, None), vec![(Nobody, Team::Is(MINE)), (Nobody, Team::No)]),
            ((Anybody, Some(MINE)), vec![(Person(ME), Team::Is(MINE)), (Anybody, Team::Is(MINE))]),
            ((Anybody, Some(THEIRS)), vec![(Person(ME), Team::Is(THEIRS))]),
            ((Nobody, Some(THEIRS)), vec![]),
        ];
        for ((assignee, team), wanted) in table {
            assert_eq!(branches(assignee, team), wanted, "{assignee:?} {team:?}");
        }
    }

    #[test]
    fn what_has_no_index_of_its_own_is_walked_once() {
        let agent = Visibility::Agent { user: ME, teams: vec![MINE, THEIRS] };
        let closed = ConversationFilter { stage: Stage::Is(ConversationStatus::Closed), ..Default::default() };
        let [walk] = walks(&closed, &agent)[..] else { panic!("one walk") };
        assert_eq!(walk.seen_by, Some(ME));
        assert_eq!(walks(&closed, &Visibility::Nothing), []);
        let unread = ConversationFilter { unread: true, ..Default::default() };
        assert_eq!(walks(&unread, &Visibility::All)[0].stage, Stage::Open);
    }

    /// Without the seeded statistics, or with a text that hides its terms, SQLite walks or sorts all of a tenant.
    #[tokio::test]
    async fn every_page_is_read_in_the_order_of_its_index() {
        let database = TestDatabase::migrated(Kind::Sqlite).await;
        let connection = rusqlite::Connection::open(database.file()).unwrap();
        for shape in every_shape() {
            let open = shape.stage.contains("is_open");
            let table = if shape.tag { "t" } else { "c" };
            let index = match (open && !shape.seen, shape.assignee, shape.team) {
                _ if shape.tag => "conv_tag",
                _ if !shape.waiting.is_empty() && open => "conv_",
                (false, ..) if open => "conv_",
                (false, ..) => "conv_all",
                (true, "", "") => "conv_open",
                (true, "", _) => "conv_team",
                (true, _, "") => "conv_mine",
                (true, ..) => "conv_",
            };
            let plan = crate::tests::plan(&connection, statement(shape).sqlite);
            let wanted =
                [format!("SEARCH {table} USING INDEX {index}"), format!("SEARCH {table} USING COVERING INDEX {index}")];
            assert!(wanted.iter().any(|step| plan[0].contains(step)), "{shape:?}: {plan:?}");
            assert!(!plan.iter().any(|step| step.contains("B-TREE FOR ORDER")), "{shape:?}: {plan:?}");
        }
    }
}
