use recado_domain::TenantId;
use recado_storage::{DbError, Scope, Tx, platform::tenants::Tenant, tenant::beginnings::BeginningsRow};
use serde_json::{Value as Json, json};

use super::{
    audit::{self, Deed},
    caller::Caller,
    rows_of, tenant_settings,
    tenants::TenantError,
};
use crate::{
    Engine,
    events::{self, Event},
};

recado_domain::words! {
    /// Something that a new company does first.
    Step {
        /// Its name, time zone and colour.
        Profile = "profile",
        /// A phone number that sends and receives.
        Number = "number",
        /// Somebody to write to.
        Contacts = "contacts",
        /// A message that may begin a conversation.
        Template = "template",
    }
}

recado_domain::words! {
    /// What became of a step.
    StepState {
        /// Nothing yet.
        Open = "open",
        /// There is what it asks for.
        Done = "done",
        /// Somebody chose to do without.
        Skipped = "skipped",
    }
}

recado_domain::words! {
    /// A step that people say is done; the others show it by themselves.
    Confirmed {
        /// Name, time zone and colour are right as they are.
        Profile = "profile",
    }
}

/// How far a company has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onboarding {
    /// The steps, in their order.
    pub steps: Vec<(Step, StepState)>,
    /// Whether nobody needs to be reminded any more.
    pub finished: bool,
}

/// What is said about the steps; what is not named stays.
#[derive(Debug, Clone, Copy, Default)]
pub struct OnboardingChange {
    /// This one is done.
    pub done: Option<Confirmed>,
    /// The company does without this one.
    pub skip: Option<Step>,
    /// Whether people are not to be reminded any more.
    pub finished: Option<bool>,
}

/// The tenant's setting `onboarding`.
const SETTING: &str = "onboarding";

impl OnboardingChange {
    fn write(self, settings: &mut Json) {
        let said = &mut settings[SETTING];
        if let Some(Confirmed::Profile) = self.done {
            said[Step::Profile.as_str()] = json!(StepState::Done);
        }
        if let Some(step) = self.skip {
            said[step.as_str()] = json!(StepState::Skipped);
        }
        if let Some(finished) = self.finished {
            said["finished"] = json!(finished);
        }
    }
}

/// Whoever saves the company's settings has looked at them.
pub(super) fn settings_saved(settings: &mut Json) {
    if settings[SETTING].is_object() {
        OnboardingChange { done: Some(Confirmed::Profile), ..OnboardingChange::default() }.write(settings);
    }
}

fn view(settings: &Json, there: BeginningsRow) -> Onboarding {
    let said = &settings[SETTING];
    let state = |step: Step| {
        let is_there = match step {
            Step::Profile => false,
            Step::Number => there.numbers > 0,
            Step::Contacts => there.contacts > 0,
            Step::Template => there.templates > 0,
        };
        let told = said[step.as_str()].as_str().and_then(|word| word.parse().ok()).unwrap_or(StepState::Open);
        if is_there { StepState::Done } else { told }
    };
    let steps: Vec<_> =
        [Step::Profile, Step::Number, Step::Contacts, Step::Template].map(|step| (step, state(step))).into();
    // A company that was not made by the person who works in it, or before there were steps, never began.
    let never_began = !said.is_object();
    let all_closed = steps.iter().all(|(_, state)| *state != StepState::Open);
    let finished = said["finished"].as_bool().unwrap_or(never_began || all_closed);
    Onboarding { steps, finished }
}

impl Engine {
    /// From now on the tenant's people are led through the first steps.
    pub(super) async fn begin_onboarding(&self, tx: &mut Tx, tenant: TenantId) -> Result<(), TenantError> {
        let mut tenant = self.lock_for_steps(tx, tenant).await?;
        tenant.settings[SETTING] = json!({});
        Ok(tx.platform().tenants().save(&tenant).await?)
    }

    async fn lock_for_steps(&self, tx: &mut Tx, tenant: TenantId) -> Result<Tenant, TenantError> {
        tx.platform().tenants().lock(tenant, self.now()).await?.ok_or(TenantError::Unknown)
    }

    /// How far the tenant has come.
    pub async fn onboarding(&self, tenant: TenantId) -> Result<Onboarding, TenantError> {
        let mut read = self.db.read(Scope::System).await?;
        let found = read.platform().tenants().find(tenant).await?.ok_or(TenantError::Unknown)?;
        Ok(view(&found.settings, beginnings(&mut read, tenant).await?))
    }

    /// Notes what somebody says about the steps of the caller's tenant.
    pub async fn change_onboarding(
        &self,
        caller: &Caller,
        change: OnboardingChange,
    ) -> Result<Onboarding, TenantError> {
        let id = caller.tenant();
        let mut tx = self.db.write(Scope::System).await?;
        let mut tenant = self.lock_for_steps(&mut tx, id).await?;
        change.write(&mut tenant.settings);
        tx.platform().tenants().save(&tenant).await?;
        let after = view(&tenant.settings, beginnings(&mut tx, id).await?);
        let told = Event::tenant_updated(&tenant_settings::view(&tenant));
        events::emit(self, &mut rows_of(&mut tx, id), vec![told]).await?;
        let deed = Deed::new("tenant.changed", "tenant").of(id).with(json!({ "changed": [SETTING] }));
        audit::record(rows_of(&mut tx, id), self, caller.by(), deed).await?;
        tx.commit().await?;
        self.wake.events();
        Ok(after)
    }
}

async fn beginnings(tx: &mut Tx, tenant: TenantId) -> Result<BeginningsRow, DbError> {
    rows_of(tx, tenant).beginnings().find().await
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: BeginningsRow = BeginningsRow { numbers: 0, contacts: 0, templates: 0 };

    fn states(settings: &Json, there: BeginningsRow) -> Vec<StepState> {
        view(settings, there).steps.into_iter().map(|(_, state)| state).collect()
    }

    #[test]
    fn what_is_there_is_done_whatever_was_said() {
        use StepState::{Done, Open, Skipped};
        let mut settings = json!({ "onboarding": {} });
        assert_eq!(states(&settings, NOTHING), [Open; 4]);
        for step in [Step::Number, Step::Contacts] {
            OnboardingChange { skip: Some(step), ..OnboardingChange::default() }.write(&mut settings);
        }
        assert_eq!(states(&settings, BeginningsRow { numbers: 1, ..NOTHING }), [Open, Done, Skipped, Open]);
        settings_saved(&mut settings);
        assert_eq!(states(&settings, NOTHING), [Done, Skipped, Skipped, Open]);
        assert!(!view(&settings, NOTHING).finished);
        assert!(view(&settings, BeginningsRow { templates: 1, ..NOTHING }).finished, "nothing is open");
    }

    #[test]
    fn who_never_began_is_not_reminded_and_who_had_enough_is_not_either() {
        assert!(view(&json!({}), NOTHING).finished);
        let mut saved = json!({});
        settings_saved(&mut saved);
        assert_eq!(saved, json!({}));
        let mut settings = json!({ "onboarding": {} });
        OnboardingChange { finished: Some(true), ..OnboardingChange::default() }.write(&mut settings);
        assert!(view(&settings, NOTHING).finished);
    }
}
