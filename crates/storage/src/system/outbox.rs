//! The outbox across tenants: numbering what was committed, tailing what is numbered, deleting what is old.
//!
//! One relay numbers, under a lease, so that positions become visible in the order in which they rise: whoever has
//! read up to a position has missed nothing below it.

use std::collections::BTreeMap;

use recado_domain::{OutboxId, TenantId, Timestamp};

use crate::{
    column::args,
    error::DbResult,
    rows::{Number, row},
    statement::statements,
    tenant::events::{COLUMNS, EventRow},
    tx::Tx,
};

statements! { System "outbox_numbers";
    COUNT_UNNUMBERED = "SELECT COUNT(*) AS n FROM (SELECT ord FROM outbox WHERE pos IS NULL ORDER BY ord LIMIT $1) AS o";
    UNNUMBERED = "SELECT tenant_id, id FROM outbox WHERE pos IS NULL ORDER BY ord LIMIT $1";
    TAKE_POSITIONS = "INSERT INTO counters (name, value) VALUES ('outbox', $1)
        ON CONFLICT (name) DO UPDATE SET value = counters.value + excluded.value RETURNING value AS n";
    ADVANCE_HEADS = batch [0 + UUID, INT8, INT8] ["INSERT INTO outbox_heads (tenant_id, seq, deleted_through) VALUES "]
        [" ON CONFLICT (tenant_id) DO UPDATE SET seq = outbox_heads.seq + excluded.seq RETURNING tenant_id, seq"];
    NUMBER = batch [0 + UUID, UUID, INT8, INT8] ["UPDATE outbox SET pos = v.column3, seq = v.column4 FROM (SELECT * FROM (VALUES "]
        [") AS r LIMIT 64) AS v WHERE outbox.tenant_id = v.column1 AND outbox.id = v.column2 AND outbox.pos IS NULL"];
    POSITION = "SELECT COALESCE(MAX(value), 0) AS n FROM counters WHERE name = 'outbox'";
    HEADS = "SELECT h.tenant_id, h.seq, c.value AS pos FROM outbox_heads h JOIN counters c ON c.name = 'outbox'";
    TAIL = "SELECT ", COLUMNS, " FROM outbox WHERE pos > $1 ORDER BY pos LIMIT $2";
    OLDEST = "SELECT tenant_id, pos, seq, at FROM outbox WHERE pos IS NOT NULL ORDER BY pos LIMIT 500";
    DELETE_THROUGH = "DELETE FROM outbox WHERE pos <= $1";
    MARK_DELETED = batch [0 + UUID, INT8] ["UPDATE outbox_heads SET deleted_through = v.column2 FROM (SELECT * FROM (VALUES "]
        [") AS r LIMIT 64) AS v WHERE outbox_heads.tenant_id = v.column1 AND outbox_heads.deleted_through < v.column2"];
}

struct Unnumbered {
    tenant_id: TenantId,
    id: OutboxId,
}
row!(Unnumbered { tenant_id, id });

struct Head {
    tenant_id: TenantId,
    seq: i64,
}
row!(Head { tenant_id, seq });

struct HeadAt {
    tenant_id: TenantId,
    seq: i64,
    pos: i64,
}
row!(HeadAt { tenant_id, seq, pos });

struct Oldest {
    tenant_id: TenantId,
    pos: i64,
    seq: i64,
    at: Timestamp,
}
row!(Oldest { tenant_id, pos, seq, at });

/// Where the numbering stands at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heads {
    /// The highest position given.
    pub pos: i64,
    /// The newest number of each tenant that has events.
    pub seqs: Vec<(TenantId, i64)>,
}

/// The outbox across tenants. Only a door can make one.
#[derive(Debug)]
pub struct OutboxNumbers<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl OutboxNumbers<'_> {
    /// How many committed events wait for a number, counted up to `most`.
    pub async fn count_unnumbered(&mut self, most: u32) -> DbResult<i64> {
        let Number { n } = self.tx.one(&COUNT_UNNUMBERED, args![most]).await?;
        Ok(n)
    }

    /// Numbers up to `most` committed events in the order in which they were written; how many. Only under the lease
    /// `relay`, guarded in this transaction.
    pub async fn number(&mut self, most: u32) -> DbResult<usize> {
        let events: Vec<Unnumbered> = self.tx.all(&UNNUMBERED, args![most]).await?;
        if events.is_empty() {
            return Ok(0);
        }
        let count = as_number(events.len());
        let Number { n: last } = self.tx.one(&TAKE_POSITIONS, args![count]).await?;
        let mut seqs = self.advance_heads(&events).await?;
        let mut rows = Vec::with_capacity(events.len());
        for (event, pos) in events.iter().zip(last - count + 1..) {
            let seq = seqs.get_mut(&event.tenant_id).expect("every tenant of these events was advanced");
            *seq += 1;
            rows.push(args![event.tenant_id, event.id, pos, *seq]);
        }
        self.tx.execute_batch(&NUMBER, args![], rows).await?;
        Ok(events.len())
    }

    /// Moves each tenant's head on by the number of its events; answers where each stood before.
    async fn advance_heads(&mut self, events: &[Unnumbered]) -> DbResult<BTreeMap<TenantId, i64>> {
        let mut counts: BTreeMap<TenantId, i64> = BTreeMap::new();
        for event in events {
            *counts.entry(event.tenant_id).or_default() += 1;
        }
        let rows = counts.iter().map(|(tenant, count)| args![*tenant, *count, 0_i64]).collect();
        let heads: Vec<Head> = self.tx.all_batch(&ADVANCE_HEADS, args![], rows).await?;
        Ok(heads.into_iter().map(|head| (head.tenant_id, head.seq - counts[&head.tenant_id])).collect())
    }

    /// Where the numbering stands: a point from which [`Self::tail`] misses nothing.
    pub async fn heads(&mut self) -> DbResult<Heads> {
        let rows: Vec<HeadAt> = self.tx.all(&HEADS, args![]).await?;
        let Some(first) = rows.first() else {
            let Number { n: pos } = self.tx.one(&POSITION, args![]).await?;
            return Ok(Heads { pos, seqs: Vec::new() });
        };
        Ok(Heads { pos: first.pos, seqs: rows.iter().map(|row| (row.tenant_id, row.seq)).collect() })
    }

    /// The events behind position `after`, in order.
    pub async fn tail(&mut self, after: i64, most: u32) -> DbResult<Vec<EventRow>> {
        self.tx.all(&TAIL, args![after, most]).await
    }

    /// Deletes up to 500 of the oldest numbered events made before `before`, in order, and notes per tenant how far;
    /// how many. Only under the lease `relay`, guarded in this transaction.
    pub async fn purge(&mut self, before: Timestamp) -> DbResult<usize> {
        let oldest: Vec<Oldest> = self.tx.all(&OLDEST, args![]).await?;
        let old: Vec<&Oldest> = oldest.iter().take_while(|event| event.at < before).collect();
        let Some(last) = old.last() else { return Ok(0) };
        self.tx.execute(&DELETE_THROUGH, args![last.pos]).await?;
        let through: BTreeMap<TenantId, i64> = old.iter().map(|event| (event.tenant_id, event.seq)).collect();
        let rows = through.into_iter().map(|(tenant, seq)| args![tenant, seq]).collect();
        self.tx.execute_batch(&MARK_DELETED, args![], rows).await?;
        Ok(old.len())
    }
}

fn as_number(count: usize) -> i64 {
    i64::try_from(count).expect("a batch is small")
}
