use std::time::Duration;

use recado_domain::{BulkId, ConversationId, Permission, TenantId, Timestamp, bulk::BulkState};
use recado_storage::{
    DbError, Scope,
    tenant::{
        bulk_actions::BulkRow,
        conversation_lists::{ConversationFilter, Order},
    },
};
use serde::{Deserialize, Serialize};

use super::{BulkView, action::Prepared};
use crate::{
    Engine,
    access::{AuthError, Caller},
    conversations::ConversationError,
    events::{self, Event},
    jobs::{self, Job, JobCx, JobError, Urgency},
};

/// Conversations between two looks at whether it was stopped.
const PIECE: u32 = 25;
/// Rows of a page while it is counted how many match.
const COUNTED: u32 = 500;
/// A job that has worked so long leaves the rest to the next one.
const TURN: Duration = Duration::from_secs(20);

/// Does a piece of the work and leaves the rest to another job like it. It may run twice: what was done to a conversation
/// already changes nothing.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct RunBulk {
    /// Which one.
    pub bulk: BulkId,
}

impl Job for RunBulk {
    const KIND: &'static str = "run-bulk.v1";
    const URGENCY: Urgency = Urgency::Prompt;

    async fn run(self, cx: &JobCx<'_>) -> Result<(), JobError> {
        let (engine, tenant) = (cx.engine, cx.tenant);
        let began = engine.clock.monotonic();
        let mut read = engine.db.read(Scope::Tenant(tenant)).await?;
        let Some(mut row) = read.tenant().bulk_actions().find(self.bulk).await? else { return Ok(()) };
        drop(read);
        while row.state.is_under_way() {
            let goes_on = Work { engine, tenant }.piece(&mut row).await?;
            if !goes_on {
                return Ok(());
            }
            if engine.clock.monotonic().saturating_sub(began) >= TURN && row.state.is_under_way() {
                return next(engine, tenant, self).await;
            }
        }
        Ok(())
    }
}

async fn next(engine: &Engine, tenant: TenantId, job: RunBulk) -> Result<(), JobError> {
    let mut tx = engine.db.write(Scope::Tenant(tenant)).await?;
    jobs::enqueue(engine, &mut tx.tenant(), &job, engine.now()).await?;
    tx.commit().await?;
    engine.wake.enqueued();
    Ok(())
}

/// Whose work it is.
struct Work<'e> {
    engine: &'e Engine,
    tenant: TenantId,
}

impl Work<'_> {
    /// Counts, or does a piece; false when it was stopped meanwhile.
    async fn piece(&self, row: &mut BulkRow) -> Result<bool, JobError> {
        match self.ready(row).await? {
            None => (row.state, row.ended_at) = (BulkState::Failed, Some(self.engine.now())),
            Some((caller, filter, _)) if row.state == BulkState::Counting => {
                row.total = self.count(&caller, &filter).await?;
                row.state = BulkState::Running;
            }
            Some((caller, filter, action)) => self.work(row, &caller, &filter, &action).await?,
        }
        self.save(row).await
    }

    /// Who asked, as they are now, with what they asked for; `None` when they may not do it any more.
    async fn ready(&self, row: &BulkRow) -> Result<Option<(Caller, ConversationFilter, Prepared)>, JobError> {
        let Some(view) = BulkView::of(row) else {
            return Err(JobError::retry("a newer program wrote what is to be done"));
        };
        let caller = match self.engine.member_as_caller(self.tenant, row.user_id).await {
            Ok(caller) if caller.may(Permission::ConversationsManage) => caller,
            Err(AuthError::Storage(error)) => return Err(error.into()),
            Ok(_) | Err(_) => return Ok(None),
        };
        let Ok(mut filter) = view.query.filter(&caller) else { return Ok(None) };
        // What comes in while it works is not meant.
        filter.order = Order::Latest;
        let before = row.created_at.plus(Duration::from_micros(1));
        filter.to = Some(filter.to.map_or(before, |to| to.min(before)));
        match self.engine.prepare_bulk(&caller, view.action).await {
            Ok(action) => Ok(Some((caller, filter, action))),
            Err(ConversationError::Storage(error)) => Err(error.into()),
            Err(_) => Ok(None),
        }
    }

    async fn count(&self, caller: &Caller, filter: &ConversationFilter) -> Result<i64, DbError> {
        let (mut total, mut behind) = (0, None);
        loop {
            let mut read = self.engine.db.read(Scope::Tenant(self.tenant)).await?;
            let page = read.tenant().conversation_lists().page(filter, caller.visibility(), behind, COUNTED).await?;
            total += i64::try_from(page.len()).unwrap_or(i64::MAX);
            match page.last() {
                Some(last) if page.len() == COUNTED as usize => behind = Some((last.last_activity_at, last.id)),
                _ => return Ok(total),
            }
        }
    }

    async fn work(
        &self,
        row: &mut BulkRow,
        caller: &Caller,
        filter: &ConversationFilter,
        action: &Prepared,
    ) -> Result<(), JobError> {
        let behind: Option<(Timestamp, ConversationId)> = row.place_at.zip(row.place_id);
        let mut read = self.engine.db.read(Scope::Tenant(self.tenant)).await?;
        let page = read.tenant().conversation_lists().page(filter, caller.visibility(), behind, PIECE).await?;
        drop(read);
        for conversation in &page {
            match self.engine.do_to_conversation(caller, conversation.id, action).await {
                Ok(()) => row.done += 1,
                Err(ConversationError::Storage(error)) => return Err(error.into()),
                Err(_) => row.failed += 1,
            }
            (row.place_at, row.place_id) = (Some(conversation.last_activity_at), Some(conversation.id));
        }
        self.engine.wake.enqueued();
        if page.len() < PIECE as usize {
            (row.state, row.ended_at) = (BulkState::Done, Some(self.engine.now()));
        }
        Ok(())
    }

    /// Writes how far it has come, and tells who started it; false when it was stopped meanwhile.
    async fn save(&self, row: &BulkRow) -> Result<bool, JobError> {
        let mut tx = self.engine.db.write(Scope::Tenant(self.tenant)).await?;
        let goes_on = tx.tenant().bulk_actions().save(row).await?;
        if goes_on && let Some(view) = BulkView::of(row) {
            let told = vec![Event::bulk_progress(&view, row.user_id)];
            events::emit(self.engine, &mut tx.tenant(), told).await?;
        }
        tx.commit().await?;
        self.engine.wake.events();
        Ok(goes_on)
    }
}
