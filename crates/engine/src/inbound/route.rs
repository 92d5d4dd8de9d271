//! Whose a change is: by the number that it names, else by the account; and only to numbers of the app that signed.
//!
//! This look-up is the only step of projection that crosses tenants. Whoever holds an app's secret can sign whatever it
//! likes, so a number of another app is never touched by it.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use recado_domain::{AppId, TenantId};
use recado_graph::webhook::RawChange;
use recado_storage::{DbResult, Scope, system::routes::RouteRow};

use super::split::Item;
use crate::Engine;

/// Where a change goes.
#[derive(Debug, Clone)]
pub(super) struct Destination {
    pub(super) tenant: TenantId,
    /// The number concerned; some changes concern the whole account.
    pub(super) number: Option<Arc<RouteRow>>,
}

/// A change that goes nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Homeless {
    pub(super) reason: &'static str,
    /// Who may look at it: the tenant whose app signed it, if it is a tenant's app.
    pub(super) tenant: Option<TenantId>,
}

/// What a batch of changes needs to be routed.
#[derive(Debug, Default)]
pub(super) struct Router {
    numbers: HashMap<String, Arc<RouteRow>>,
    accounts: HashMap<String, Vec<Arc<RouteRow>>>,
    owners: HashMap<AppId, Option<TenantId>>,
}

impl Router {
    /// Looks up what these changes name, in three statements.
    #[expect(clippy::disallowed_methods, reason = "whose a change is cannot be asked within a tenant")]
    pub(super) async fn load(engine: &Engine, items: &[Item]) -> DbResult<Self> {
        let read = || items.iter().filter_map(|item| item.read.as_ref().ok());
        let numbers: BTreeSet<&str> = read().filter_map(|raw| raw.phone_number_id.as_deref()).collect();
        let nameless = read().filter(|raw| raw.phone_number_id.is_none());
        let accounts: BTreeSet<&str> = nameless.flat_map(accounts).collect();
        let apps: BTreeSet<AppId> = items.iter().map(|item| item.app).collect();

        let mut tx = engine.db.read(Scope::System).await?;
        let mut system = tx.system();
        let mut router = Self::default();
        let numbers: Vec<&str> = numbers.into_iter().collect();
        for row in system.routes().by_phone_number_ids(&numbers).await? {
            router.numbers.insert(row.phone_number_id.clone(), Arc::new(row));
        }
        let accounts: Vec<&str> = accounts.into_iter().collect();
        for row in system.routes().by_waba_ids(&accounts).await? {
            router.accounts.entry(row.waba_id.clone()).or_default().push(Arc::new(row));
        }
        let apps: Vec<AppId> = apps.into_iter().collect();
        let owners = system.routes().app_owners(&apps).await?;
        router.owners = owners.into_iter().map(|owner| (owner.id, owner.tenant_id)).collect();
        Ok(router)
    }

    /// Where a change goes that `app` signed.
    pub(super) fn route(&self, app: AppId, raw: &RawChange) -> Result<Destination, Homeless> {
        let homeless = |reason| Homeless { reason, tenant: self.owner(app) };
        if let Some(id) = &raw.phone_number_id {
            let row = self.numbers.get(id).ok_or_else(|| homeless("unknown-number"))?;
            if row.app_id != app {
                return Err(homeless("foreign-number"));
            }
            return Ok(Destination { tenant: row.tenant_id, number: Some(row.clone()) });
        }
        if accounts(raw).next().is_none() {
            return Err(homeless("no-address"));
        }
        let known = accounts(raw).find_map(|account| self.accounts.get(account));
        let all = known.ok_or_else(|| homeless("unknown-account"))?;
        let own: Vec<&Arc<RouteRow>> = all.iter().filter(|row| row.app_id == app).collect();
        let first = own.first().ok_or_else(|| homeless("foreign-account"))?;
        if own.iter().any(|row| row.tenant_id != first.tenant_id) {
            return Err(homeless("ambiguous-account"));
        }
        let named = own.iter().find(|row| is_displayed(row, raw.display_phone_number.as_deref()));
        let only = || own.first().filter(|_| own.len() == 1 && speaks_of_a_number(&raw.field));
        Ok(Destination { tenant: first.tenant_id, number: named.or_else(only).map(|row| Arc::clone(row)) })
    }

    /// The tenant whose app it is.
    pub(super) fn owner(&self, app: AppId) -> Option<TenantId> {
        self.owners.get(&app).copied().flatten()
    }
}

/// The accounts that a change may be about, the likeliest first: partner events stand under the partner's own business and
/// name the account inside, which may be one that nobody here knows.
fn accounts(raw: &RawChange) -> impl Iterator<Item = &str> {
    [&raw.waba_id, &raw.entry_id].into_iter().flatten().map(String::as_str)
}

/// Whether a change of this field is always about one number, named or not.
fn speaks_of_a_number(field: &str) -> bool {
    matches!(field, "messages" | "smb_message_echoes")
}

/// Whether a number is the one that Meta prints so: some fields name it by its digits only.
fn is_displayed(row: &RouteRow, printed: Option<&str>) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    printed.is_some_and(|printed| digits(printed) == digits(&row.display_phone_number))
}

#[cfg(test)]
mod tests {
    use recado_domain::NumberId;
    use uuid::Uuid;

    use super::*;

    fn app(n: u128) -> AppId {
        AppId::from_uuid(Uuid::from_u128(n))
    }

    #[expect(clippy::disallowed_methods, reason = "a test makes its own tenants")]
    fn tenant(n: u128) -> TenantId {
        TenantId::from_uuid(Uuid::from_u128(n))
    }

    /// The number `id` of tenant `owner`, with the app of the same digit unless said otherwise.
    fn number(id: &str, owner: u128, signer: u128, waba_id: &str) -> RouteRow {
        RouteRow {
            tenant_id: tenant(owner),
            tenant_name: "Shop".to_owned(),
            settings: "{}".to_owned(),
            number_id: NumberId::from_uuid(Uuid::from_u128(owner)),
            app_id: app(signer),
            phone_number_id: id.to_owned(),
            display_phone_number: "+55 11 4000-0001".to_owned(),
            waba_id: waba_id.to_owned(),
            portfolio_id: None,
        }
    }

    fn router(rows: Vec<RouteRow>) -> Router {
        let mut router =
            Router { owners: HashMap::from([(app(1), Some(tenant(1))), (app(9), None)]), ..Router::default() };
        for row in rows.into_iter().map(Arc::new) {
            router.numbers.insert(row.phone_number_id.clone(), row.clone());
            router.accounts.entry(row.waba_id.clone()).or_default().push(row);
        }
        router
    }

    fn change(json: &str) -> RawChange {
        let body = format!(r#"{{"entry":[{json}]}}"#);
        let payload = recado_graph::webhook::parse(body.as_bytes()).unwrap();
        payload.into_changes().next().unwrap().unwrap()
    }

    fn of_number(id: &str) -> RawChange {
        change(&format!(
            r#"{{"id":"w","changes":[{{"field":"messages","value":{{"metadata":{{"phone_number_id":"{id}"}}}}}}]}}"#
        ))
    }

    fn of_account(id: &str, value: &str) -> RawChange {
        change(&format!(r#"{{"id":"{id}","changes":[{{"field":"account_update","value":{value}}}]}}"#))
    }

    #[test]
    fn a_number_is_touched_only_by_its_own_app() {
        let router = router(vec![number("n1", 1, 1, "w"), number("n2", 2, 2, "w")]);
        assert_eq!(router.route(app(1), &of_number("n1")).unwrap().tenant, tenant(1));
        let foreign = Homeless { reason: "foreign-number", tenant: Some(tenant(1)) };
        assert_eq!(router.route(app(1), &of_number("n2")).unwrap_err(), foreign);
        assert_eq!(router.route(app(1), &of_number("n3")).unwrap_err().reason, "unknown-number");
        let nobodys = Homeless { reason: "unknown-number", tenant: None };
        assert_eq!(router.route(app(9), &of_number("n3")).unwrap_err(), nobodys);
    }

    #[test]
    fn an_account_leads_to_its_one_tenant_with_this_app() {
        let rows = vec![
            number("n1", 1, 1, "w1"),
            number("n2", 2, 9, "w1"),
            number("n3", 3, 9, "w1"),
            number("n4", 4, 9, "w2"),
        ];
        let router = router(rows);
        let to_one = router.route(app(1), &of_account("w1", "{}")).unwrap();
        assert_eq!((to_one.tenant, to_one.number.is_some()), (tenant(1), false));
        assert_eq!(router.route(app(9), &of_account("w1", "{}")).unwrap_err().reason, "ambiguous-account");
        assert_eq!(router.route(app(1), &of_account("w2", "{}")).unwrap_err().reason, "foreign-account");
        assert_eq!(router.route(app(1), &of_account("w3", "{}")).unwrap_err().reason, "unknown-account");
        let named = router.route(app(9), &of_account("w2", r#"{"display_phone_number":"551140000001"}"#)).unwrap();
        assert_eq!(named.number.unwrap().phone_number_id, "n4");
    }

    #[test]
    fn a_message_without_a_number_is_its_accounts_only_ones() {
        let router = router(vec![number("n1", 1, 1, "w1"), number("n2", 2, 9, "w2"), number("n3", 2, 9, "w2")]);
        let message =
            |account: &str| change(&format!(r#"{{"id":"{account}","changes":[{{"field":"messages","value":{{}}}}]}}"#));
        assert_eq!(router.route(app(1), &message("w1")).unwrap().number.unwrap().phone_number_id, "n1");
        assert!(router.route(app(9), &message("w2")).unwrap().number.is_none(), "one of two");
        assert!(router.route(app(1), &of_account("w1", "{}")).unwrap().number.is_none(), "the account as a whole");
    }

    #[test]
    fn a_partners_event_about_an_unknown_account_is_the_partners() {
        let router = router(vec![number("n1", 1, 1, "partner"), number("n2", 2, 1, "customer")]);
        let event = |account: &str| of_account("partner", &format!(r#"{{"waba_info":{{"waba_id":"{account}"}}}}"#));
        assert_eq!(router.route(app(1), &event("nobody")).unwrap().tenant, tenant(1));
        assert_eq!(router.route(app(1), &event("customer")).unwrap().tenant, tenant(2));
    }
}
