//! Plans of SQLite on an *empty* migrated database, where only the seeded statistics say which index is right.
//!
//! A new list statement gets a line in `SERVED_BY`.

use rusqlite::{Connection, params_from_iter};

use super::*;
use crate::registry;

/// Walks that are meant: tables that stay small, work that is rare, or an index of words, which SQLite calls a walk.
const MEANT: [&str; 16] = [
    "apps.LIST_OPEN_TO",
    "lanes.WITH_WORK",
    "leases.HELD",
    "leases.LIST",
    "leases.RELEASE_ALL_OF",
    "message_search.FIND",
    "migrations.APPLIED",
    "migrations.COUNT_HISTORY",
    "one_time_links.DELETE_OPEN_OF_NOBODY",
    "one_time_links.DELETE_OPEN_OF_USER",
    "one_time_links.FORGET_OPEN_OF_USER",
    "outbox_numbers.HEADS",
    "silence.DUE",
    "silence.LOOK",
    "users.ANY",
    "users.BARE_SUPER_ADMINS",
];

/// The index that a statement must be served by, where another one would do without a walk but be far slower.
const SERVED_BY: [(&str, &str); 36] = [
    ("audit_seals.ENTRIES", "sqlite_autoindex_audit_log_1"),
    ("audit_seals.PAGE", "PRIMARY KEY (tenant_id=? AND seq>?)"),
    ("audit_seals.UNSEALED", "audit_seals_by_entry"),
    ("conversation_lists.OF_CONTACT", "conv_contact"),
    ("conversation_lists.OF_CONTACT_AND_TAG", "conv_contact"),
    ("inbound_changes.LIST", "sqlite_autoindex_inbound_changes_1"),
    ("job_queue.CLAIM", "jobs_due"),
    ("job_queue.RECLAIM", "jobs_lease"),
    ("jobs.LIST_DEAD", "jobs_dead"),
    ("one_time_links.DELETE_OPEN_OF_ADDRESS", "one_time_links_subject"),
    ("one_time_links.PURGE_OVER", "one_time_links_over"),
    ("outgoing_mails.CLAIM", "outgoing_mails_due"),
    ("outgoing_mails.LIST_DEAD", "outgoing_mails_dead"),
    ("outgoing_mails.PURGE_DEAD", "outgoing_mails_dead"),
    ("portfolios.COUNT", "portfolio_people_by_time"),
    ("portfolios.GIVE_BACK", "PRIMARY KEY (tenant_id=? AND portfolio=? AND contact_id=?)"),
    ("portfolios.KNOWN", "PRIMARY KEY (tenant_id=? AND portfolio=? AND contact_id=?)"),
    ("portfolios.OVER", "portfolio_people_by_time"),
    ("portfolios.OF_MESSAGES", "portfolio_people_by_message"),
    ("portfolios.OLDEST", "portfolio_people_by_time"),
    ("provider_logins.FIND_FACEBOOK", "users_facebook"),
    ("provider_logins.FIND_GOOGLE", "users_google"),
    ("quarantine.DUE", "quarantine_due"),
    ("queue.CLAIM", "sqlite_autoindex_messages_1"),
    ("queue.DEFER", "sqlite_autoindex_messages_1"),
    ("quarantine.TRY_FOR_ACCOUNT", "quarantine_of_account"),
    ("quarantine.TRY_FOR_NUMBER", "quarantine_of_number"),
    ("queue.DUE", "msg_queue"),
    ("queue.WAITING", "msg_queue"),
    ("outbound.CALLS", "graph_exchanges_by_time"),
    ("outbound.SENDS", "message_attempts_by_time"),
    ("templates.PAGE", "sqlite_autoindex_templates_1 (tenant_id=? AND waba=? AND (name,language)>(?,?))"),
    ("usage.COUNT", "sqlite_autoindex_messages_1"),
    ("usage.SINCE", "PRIMARY KEY (tenant_id=? AND hour>?)"),
    ("usage.WAITING", "msg_queue"),
    ("work_counts.BY_PLACE", "COVERING INDEX conv_work"),
];

/// The steps of a statement's plan: `SEARCH messages USING INDEX msg_thread (tenant_id=? AND conversation_id=?)`.
fn plan(connection: &Connection, statement: &Statement) -> Vec<String> {
    let mut explained = connection.prepare(&format!("EXPLAIN QUERY PLAN {}", statement.sqlite)).unwrap();
    let nulls = vec![None::<i64>; explained.parameter_count()];
    let steps = explained.query_map(params_from_iter(nulls), |row| row.get(3));
    steps.unwrap().map(Result::unwrap).collect()
}

/// Steps that walk a table from end to end. A part of the statement itself (a sub-select, the rows of a batch) is none,
/// nor is a partial index: it holds the open work only.
fn walks(steps: &[String], partial: &[String]) -> Vec<String> {
    let is_part = |name: &str| {
        steps.iter().any(|step| *step == format!("CO-ROUTINE {name}") || *step == format!("MATERIALIZE {name}"))
    };
    let is_walk = |step: &&String| {
        let Some(walked) = step.strip_prefix("SCAN ") else { return false };
        let rows = walked.ends_with("VALUES CLAUSE") || walked == "CONSTANT ROW";
        let open_work = walked.split_once(" INDEX ").is_some_and(|(_, index)| partial.iter().any(|name| name == index));
        !(rows || open_work || is_part(walked))
    };
    steps.iter().filter(is_walk).cloned().collect()
}

#[tokio::test]
async fn no_statement_walks_a_whole_table() {
    let database = TestDatabase::migrated(Kind::Sqlite).await;
    let connection = Connection::open(database.file()).unwrap();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '% WHERE %'";
    let mut partial = connection.prepare(sql).unwrap();
    let partial: Vec<String> = partial.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut walking = Vec::new();
    for (statement, _) in registry::all() {
        let walks = walks(&plan(&connection, statement), &partial);
        if !walks.is_empty() && !MEANT.contains(&statement.name) {
            walking.push(format!("{}: {walks:?}", statement.name));
        }
    }
    walking.dedup();
    assert_eq!(walking, Vec::<String>::new());
}

/// SQLite takes the rows of a batch for a million: without a limit behind them it walks everything that a tenant has, and
/// looks for each row among those of the batch.
#[tokio::test]
async fn the_rows_of_a_batch_lead() {
    let database = TestDatabase::migrated(Kind::Sqlite).await;
    let connection = Connection::open(database.file()).unwrap();
    let follow = |statement: &&Statement| {
        plan(&connection, statement).iter().any(|step| step.contains("VALUES CLAUSE USING AUTOMATIC"))
    };
    let following: Vec<&str> = registry::all().map(|(one, _)| one).filter(follow).map(|one| one.name).collect();
    assert_eq!(following, Vec::<&str>::new());
}

#[tokio::test]
async fn lists_are_served_by_their_index() {
    let database = TestDatabase::migrated(Kind::Sqlite).await;
    let connection = Connection::open(database.file()).unwrap();
    for (name, index) in SERVED_BY {
        let (statement, _) = registry::all().find(|(statement, _)| statement.name == name).expect(name);
        let steps = plan(&connection, statement);
        assert!(steps.iter().any(|step| step.contains(index)), "{name}: {steps:#?}");
    }
}

#[test]
fn a_walk_is_told_from_a_part_of_the_statement() {
    let steps =
        ["CO-ROUTINE m", "SCAN messages", "SCAN m", "SCAN 64-ROW VALUES CLAUSE", "SCAN outbox USING INDEX open"];
    let steps = steps.map(str::to_owned);
    assert_eq!(walks(&steps, &["open".to_owned()]), ["SCAN messages"]);
    assert_eq!(walks(&steps[3..], &[]), ["SCAN outbox USING INDEX open"]);
}
