//! The database: whether it is there and ours, and what in it waits for somebody.

use std::time::Duration;

use recado_domain::{Clock as _, SystemClock, Timestamp};
use recado_engine::{
    VaultError, backup,
    vault::{Resealed, under_other_keys},
};
use recado_storage::{Db, DbError, DbResult, LoginCheck, MigrateError, SchemaState, Scope, system::stuck::Stuck};

use super::{Finding, keys};
use crate::{config::Config, database, failure::Failure};

/// Leases that somebody holds while Recado runs with all its roles.
const LEASES: [&str; 3] = ["projector", "relay", "upkeep"];
/// Clocks that are apart by more make lists look odd, and by much more leases change hands late.
const APART: Duration = Duration::from_secs(1);
const FAR_APART: Duration = Duration::from_secs(5);
/// A backup that is older is not one any more, where nobody said how often one is made.
const OLD: Duration = Duration::from_hours(7 * 24);

pub(super) async fn all(config: &Config, login: LoginCheck) -> Vec<Finding> {
    let db = match open(config, login).await {
        Ok(db) => db,
        Err(finding) => return vec![finding],
    };
    let mut found =
        vec![Finding::ok("database", format!("{} answers, with a login that row security binds", db.engine_name()))];
    let schema = schema(&db).await;
    let is_current = schema.verdict == super::Verdict::Ok;
    found.push(schema);
    if is_current {
        found.extend([keys_fit(&db, config).await, durable(&db).await, clock(&db, SystemClock.now()).await]);
        found.extend([leases(&db).await, stuck(&db).await, partitions(&db).await, held(&db).await]);
        found.extend([last_backup(&db, config, SystemClock.now()).await, second_factor(&db).await]);
    }
    found
}

async fn open(config: &Config, login: LoginCheck) -> Result<Db, Finding> {
    const CHECK: &str = "database";
    if let Err(failure) = database::require_file(config) {
        return Err(Finding::advice(CHECK, failure.to_string(), "start recado serve"));
    }
    database::open(config, login).await.map_err(|failure| {
        let remedy = match &failure {
            Failure::Database(DbError::Refused(_)) => {
                "docs/operator-guide.md, PostgreSQL and SQLite: give it a login and a disk as they are described there"
            }
            _ => "see that the database runs, and that DATABASE_URL names its host, login, password and database",
        };
        Finding::fault(CHECK, failure.to_string(), remedy)
    })
}

/// A database that does not answer one question is told with that question.
fn answered(check: &'static str, finding: DbResult<Finding>) -> Finding {
    let remedy = "see that the database runs well; its own log says more";
    finding.unwrap_or_else(|error| Finding::fault(check, error.to_string(), remedy))
}

async fn schema(db: &Db) -> Finding {
    const CHECK: &str = "schema";
    match db.schema_state().await {
        Ok(SchemaState::Current) => Finding::ok(CHECK, "that of this program"),
        Ok(SchemaState::Missing) => Finding::advice(CHECK, "none yet", "recado serve or recado migrate makes it"),
        Ok(SchemaState::Open(names)) => Finding::fault(
            CHECK,
            format!("{} are open", names.join(", ")),
            "recado migrate --dry-run, then recado migrate or a restart",
        ),
        Err(MigrateError::Database(error)) => answered(CHECK, Err(error)),
        Err(error) => Finding::fault(CHECK, error.to_string(), "run the version that wrote it, or a newer one"),
    }
}

async fn keys_fit(db: &Db, config: &Config) -> Finding {
    const CHECK: &str = "keys";
    let Some(keys) = keys(config) else {
        let remedy = "set JWT_SECRET and RECADO_SECRETS__KEY, or bring jwt.key and secrets.key into the data folder";
        return Finding::fault(CHECK, "there are none here, so a start would make others than the database's", remedy);
    };
    match keys.differing(db).await {
        Ok(differing) if differing.is_empty() => match under_other_keys(db, &keys.keyring()).await {
            Ok(left) => under_present_key(CHECK, &left, keys.other_secrets.is_some()),
            Err(VaultError::Storage(error)) => answered(CHECK, Err(error)),
            Err(error) => Finding::fault(CHECK, error.to_string(), "run recado keys rotate"),
        },
        Ok(differing) => {
            let remedy = "find the key that was used before: the operator guide, Keys, says where it may be and what its loss means";
            Finding::fault(
                CHECK,
                format!("{}: not the one that this database was written with", differing.join(", ")),
                remedy,
            )
        }
        Err(error) => answered(CHECK, Err(error)),
    }
}

/// Whether everything is sealed under the key that is configured.
fn under_present_key(check: &'static str, left: &Resealed, has_other: bool) -> Finding {
    let rows: u64 = left.values().sum();
    match (rows, has_other) {
        (0, false) => Finding::ok(check, "those that this database was written with"),
        (0, true) => Finding::advice(
            check,
            "everything is sealed under RECADO_SECRETS__KEY",
            "take RECADO_SECRETS__OTHER_KEY out of the configuration: it opens nothing any more",
        ),
        (_, true) => Finding::advice(
            check,
            format!("{rows} secrets are sealed under RECADO_SECRETS__OTHER_KEY still"),
            "run recado keys rotate when every node has both keys",
        ),
        (_, false) => Finding::fault(
            check,
            format!("{rows} secrets are sealed under a key that is not configured"),
            "set RECADO_SECRETS__OTHER_KEY to the key before, then run recado keys rotate",
        ),
    }
}

pub(super) async fn durable(db: &Db) -> Finding {
    const CHECK: &str = "durability";
    answered(CHECK, async {
        let settings = db.durability().await?;
        let risks: Vec<_> = settings.into_iter().filter(|setting| setting.ends_with("=off")).collect();
        if risks.is_empty() {
            return Ok(Finding::ok(CHECK, "what is acknowledged is on the disk"));
        }
        let remedy = "switch them on in postgresql.conf (and for this database and login): without them a power cut loses what was acknowledged";
        Ok(Finding::fault(CHECK, format!("the server runs with {}", risks.join(", ")), remedy))
    }.await)
}

pub(super) async fn clock(db: &Db, now: Timestamp) -> Finding {
    const CHECK: &str = "clock";
    answered(
        CHECK,
        async {
            let theirs = db.db_now().await?;
            let apart = theirs.since(now).max(now.since(theirs));
            let found = format!("{} ms apart from the database's", apart.as_millis());
            let remedy = "let both machines keep time by NTP (timedatectl set-ntp true)";
            Ok(match apart {
                apart if apart > FAR_APART => Finding::fault(CHECK, found, remedy),
                apart if apart > APART => Finding::advice(CHECK, found, remedy),
                _ => Finding::ok(CHECK, found),
            })
        }
        .await,
    )
}

#[expect(clippy::disallowed_methods, reason = "leases belong to no tenant")]
async fn leases(db: &Db) -> Finding {
    const CHECK: &str = "workers";
    answered(
        CHECK,
        async {
            let held = db.read(Scope::System).await?.system().leases().held().await?;
            let missing: Vec<&str> = LEASES.into_iter().filter(|name| !held.contains(*name)).collect();
            if missing.is_empty() {
                return Ok(Finding::ok(CHECK, "projector, relay and upkeep are at work"));
            }
            let remedy = "start recado serve, with the role worker on one node at least; its log says why it ended";
            Ok(Finding::advice(CHECK, format!("nobody does the work of {}", missing.join(", ")), remedy))
        }
        .await,
    )
}

#[expect(clippy::disallowed_methods, reason = "how much is stuck on the whole server")]
async fn stuck(db: &Db) -> Finding {
    const CHECK: &str = "stuck";
    answered(
        CHECK,
        async {
            let Stuck { jobs, mails, changes } = db.read(Scope::System).await?.system().stuck().count().await?;
            if jobs + mails + changes == 0 {
                return Ok(Finding::ok(CHECK, "nothing was given up"));
            }
            let found = format!("given up: {jobs} jobs, {mails} mails; {changes} changes of Meta's in quarantine");
            Ok(Finding::advice(
                CHECK,
                found,
                "Settings, Stuck names each with its reason and tries it again; recado mail dead for mail",
            ))
        }
        .await,
    )
}

async fn partitions(db: &Db) -> Finding {
    const CHECK: &str = "partitions";
    answered(CHECK, async {
        let strays = db.strays().await?;
        let filled: Vec<&str> = strays.iter().filter(|(_, rows)| *rows > 0).map(|(table, _)| *table).collect();
        if filled.is_empty() {
            return Ok(Finding::ok(CHECK, "every row of the logs lies in its month"));
        }
        let remedy = "keep a node with the role worker running: it makes months ahead; see operations.md, RecadoPartitionMissing";
        Ok(Finding::advice(CHECK, format!("rows outside their months in {}", filled.join(", ")), remedy))
    }.await)
}

async fn held(db: &Db) -> Finding {
    const CHECK: &str = "hold";
    answered(
        CHECK,
        async {
            Ok(match backup::held_since(db).await? {
                None => Finding::ok(CHECK, "sending is not held"),
                Some(since) => Finding::advice(
                    CHECK,
                    format!("restored from a backup on {}: nothing is sent", since.to_rfc3339()),
                    "see that the old installation is gone, then run recado restore confirm",
                ),
            })
        }
        .await,
    )
}

async fn second_factor(db: &Db) -> Finding {
    const CHECK: &str = "second-factor";
    let remedy = "each of them sets one up in the profile; a company asks all its people for one under Settings › Details and brand";
    answered(
        CHECK,
        async {
            Ok(match db.read(Scope::System).await?.platform().users().bare_super_admins().await? {
                0 => Finding::ok(CHECK, "nobody runs this installation without one"),
                n => Finding::advice(
                    CHECK,
                    format!("{n} of those who run this installation sign in without one"),
                    remedy,
                ),
            })
        }
        .await,
    )
}

pub(super) async fn last_backup(db: &Db, config: &Config, now: Timestamp) -> Finding {
    const CHECK: &str = "backup";
    let remedy =
        "set RECADO_BACKUP__EVERY_HOURS and RECADO_BACKUP__FOLDER, or run recado backup; the log names what failed";
    answered(
        CHECK,
        async {
            let Some(last) = backup::last(db).await? else {
                return Ok(Finding::advice(CHECK, "none was ever made here", remedy));
            };
            let age = now.since(last.at());
            let found = format!(
                "the newest is of {} ({} hours old, {} bytes)",
                last.at().to_rfc3339(),
                age.as_secs() / 3600,
                last.bytes
            );
            let old = config.backup.interval().map_or(OLD, |every| every * 2);
            Ok(if age > old { Finding::fault(CHECK, found, remedy) } else { Finding::ok(CHECK, found) })
        }
        .await,
    )
}
