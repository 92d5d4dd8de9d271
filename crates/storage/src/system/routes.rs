//! Whose a change of a webhook is: from Meta's ids to tenant and number. The only look-up that crosses tenants.

use recado_domain::{AppId, NumberId, TenantId};

use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

/// One number, as far as routing cares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteRow {
    /// Whose number it is.
    pub tenant_id: TenantId,
    /// That tenant's name for people.
    pub tenant_name: String,
    /// That tenant's settings, as JSON text.
    pub settings: String,
    /// The number.
    pub number_id: NumberId,
    /// The only app whose signature counts for it.
    pub app_id: AppId,
    /// Meta's id of the number.
    pub phone_number_id: String,
    /// The number as people read it.
    pub display_phone_number: String,
    /// Meta's id of its account.
    pub waba_id: String,
    /// The portfolio of its account, once Graph has told.
    pub portfolio_id: Option<String>,
}
row!(RouteRow {
    tenant_id,
    tenant_name,
    settings,
    number_id,
    app_id,
    phone_number_id,
    display_phone_number,
    waba_id,
    portfolio_id,
});

/// Whose an app is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AppOwner {
    /// The app.
    pub id: AppId,
    /// Its tenant; `None` = the platform's.
    pub tenant_id: Option<TenantId>,
}
row!(AppOwner { id, tenant_id });

const SELECT: &str = "SELECT n.tenant_id, t.name AS tenant_name, t.settings, n.id AS number_id, n.app_id, n.phone_number_id, \
    n.display_phone_number, w.waba_id, w.portfolio_id FROM phone_numbers n \
    JOIN wabas w ON w.tenant_id = n.tenant_id AND w.id = n.waba JOIN tenants t ON t.id = n.tenant_id ";

/// Whoever only says that a number is theirs gets nothing of it.
pub(crate) const ROUTED: &str = "n.proof IN ('proved', 'open')";

statements! { System "routes";
    BY_NUMBER = batch [0 + TEXT] [SELECT, "WHERE ", ROUTED, " AND n.phone_number_id IN ("] [")"];
    BY_ACCOUNT = batch [0 + TEXT] [SELECT, "WHERE ", ROUTED, " AND w.waba_id IN ("] [")"];
    APP_OWNERS = batch [0 + UUID] ["SELECT id, tenant_id FROM apps WHERE id IN ("] [")"];
}

/// Routing. Only a door can make one.
#[derive(Debug)]
pub struct Routes<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl Routes<'_> {
    /// The numbers with these ids of Meta's whose tenants may have what comes for them.
    pub async fn by_phone_number_ids(&mut self, ids: &[&str]) -> DbResult<Vec<RouteRow>> {
        let rows = ids.iter().map(|id| args![*id]).collect();
        self.tx.all_batch(&BY_NUMBER, args![], rows).await
    }

    /// All such numbers of the accounts with these ids of Meta's, of any tenant.
    pub async fn by_waba_ids(&mut self, ids: &[&str]) -> DbResult<Vec<RouteRow>> {
        let rows = ids.iter().map(|id| args![*id]).collect();
        self.tx.all_batch(&BY_ACCOUNT, args![], rows).await
    }

    /// Whose these apps are.
    pub async fn app_owners(&mut self, ids: &[AppId]) -> DbResult<Vec<AppOwner>> {
        let rows = ids.iter().map(|id| args![*id]).collect();
        self.tx.all_batch(&APP_OWNERS, args![], rows).await
    }
}
