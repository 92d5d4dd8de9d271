use recado_domain::{Visibility, view::InboxView};
use recado_storage::{DbResult, Tx, tenant::work_counts::WorkCount};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Engine, access::Caller};

/// The largest count that is told exactly.
const EXACT_TO: i64 = 999;

/// How many conversations, exactly up to 999.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Count {
    /// How many; 999 when there are more.
    pub count: i64,
    /// Whether there are more than `count`.
    pub capped: bool,
}

/// One view, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct ViewCount {
    /// Open and pending conversations.
    pub open: Count,
    /// Those of them with something unread.
    pub unread: Count,
}

/// The views, counted as their lists would show them to the caller.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct ViewCounts {
    /// Assigned to the caller.
    pub mine: ViewCount,
    /// Assigned to a team of the caller.
    pub team: ViewCount,
    /// Assigned to nobody.
    pub unassigned: ViewCount,
    /// All that the caller sees.
    pub all: ViewCount,
}

impl Engine {
    /// Counts the views of a caller.
    pub async fn count_views(&self, tx: &mut Tx, caller: &Caller) -> DbResult<ViewCounts> {
        if *caller.visibility() == Visibility::Nothing {
            return Ok(ViewCounts::default());
        }
        let counted = tx.tenant().work_counts().by_place().await?;
        let seen: Vec<WorkCount> =
            counted.into_iter().filter(|work| caller.visibility().sees(work.placement())).collect();
        let view = |view: InboxView| {
            let fitting = seen.iter().filter(|work| holds(view, caller, work));
            let (mut open, mut unread) = (0, 0);
            for work in fitting {
                open += work.n;
                unread += work.n * work.is_unread;
            }
            ViewCount { open: capped(open), unread: capped(unread) }
        };
        Ok(ViewCounts {
            mine: view(InboxView::Mine),
            team: view(InboxView::Team),
            unassigned: view(InboxView::Unassigned),
            all: view(InboxView::All),
        })
    }
}

fn holds(view: InboxView, caller: &Caller, work: &WorkCount) -> bool {
    match view {
        InboxView::Mine => work.assignee_id.is_some() && work.assignee_id == caller.user(),
        InboxView::Team => work.team_id.is_some_and(|team| caller.teams().contains(&team)),
        InboxView::Unassigned => work.assignee_id.is_none(),
        InboxView::All => true,
    }
}

fn capped(n: i64) -> Count {
    Count { count: n.min(EXACT_TO), capped: n > EXACT_TO }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_exact_to_999() {
        for (n, count, is_capped) in [(0, 0, false), (999, 999, false), (1_000, 999, true), (42_000, 999, true)] {
            assert_eq!(capped(n), Count { count, capped: is_capped }, "{n}");
        }
    }
}
