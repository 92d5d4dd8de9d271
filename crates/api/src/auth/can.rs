use std::{marker::PhantomData, ops::Deref, sync::Arc};

use axum::{extract::FromRequestParts, http::request::Parts};
use recado_domain::Permission;
use recado_engine::access::{Actor, AuthError, By, Caller, Identified, Identity, Person};

use super::{
    credential::{credential, named_tenant},
    may::{InTenant, OfPlatform},
};
use crate::{
    app::App,
    problem::Problem,
    shell::{CallerIds, RequestContext},
};

/// A caller who may do `P` in their tenant; dereferences to the [`Caller`].
#[derive(Debug)]
pub struct Can<P> {
    caller: Caller,
    asked: PhantomData<P>,
}

/// The same, by a person who proved lately who they are: for what a stolen session must not do. Keys have nothing to
/// prove.
#[derive(Debug)]
pub struct Sure<P>(Can<P>);

/// A super-admin who proved it lately.
#[derive(Debug)]
pub struct SurePlatform<P>(CanPlatform<P>);

/// A super-admin, who may do `P` without belonging to a tenant.
#[derive(Debug)]
pub struct CanPlatform<P> {
    /// Who acts, for the audit log.
    pub by: By,
    /// The super-admin as a member of the tenant that is named, or the only one: where idempotency keys are kept.
    pub member: Option<Caller>,
    person: Arc<Person>,
    asked: PhantomData<P>,
}

impl<P> Deref for Can<P> {
    type Target = Caller;
    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl<P> Deref for Sure<P> {
    type Target = Caller;
    fn deref(&self) -> &Caller {
        &self.0
    }
}

impl<P> Deref for SurePlatform<P> {
    type Target = CanPlatform<P>;
    fn deref(&self) -> &CanPlatform<P> {
        &self.0
    }
}

impl<P: InTenant> FromRequestParts<App> for Sure<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = Can::from_request_parts(parts, app).await?;
        app.engine.require_proof(caller.person()).await?;
        Ok(Self(caller))
    }
}

impl<P: OfPlatform> FromRequestParts<App> for SurePlatform<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = CanPlatform::from_request_parts(parts, app).await?;
        app.engine.require_proof(Some(&caller.person)).await?;
        Ok(Self(caller))
    }
}

impl<P: InTenant> FromRequestParts<App> for Can<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let (identified, by) = identify(parts, app).await?;
        let caller = identified.choose(named_tenant(&parts.headers), by)?;
        note(parts, &identified.identity, Some(&caller));
        if P::PERMISSION != Permission::ProfileManage {
            caller.require_factor()?;
        }
        if caller.may(P::PERMISSION) {
            Ok(Self { caller, asked: PhantomData })
        } else {
            Err(AuthError::Forbidden.into())
        }
    }
}

impl<P: OfPlatform> FromRequestParts<App> for CanPlatform<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let (identified, by) = identify(parts, app).await?;
        note(parts, &identified.identity, None);
        match &identified.identity {
            Identity::Person(person) if is_allowed::<P>(person) => {
                let member = identified.choose(named_tenant(&parts.headers), by.clone()).ok();
                Ok(Self { by, member, person: Arc::clone(person), asked: PhantomData })
            }
            _ => Err(AuthError::Forbidden.into()),
        }
    }
}

fn is_allowed<P: OfPlatform>(person: &Person) -> bool {
    P::PERMISSION.is_platform() && person.is_super_admin
}

async fn identify(parts: &Parts, app: &App) -> Result<(Identified, By), AuthError> {
    let identified = app.engine.identify(credential(&parts.headers)?).await?;
    let context = parts.extensions.get::<RequestContext>();
    if !context.is_some_and(|context| identified.identity.opens_from(context.ip)) {
        return Err(AuthError::Unauthenticated);
    }
    let by = By {
        actor: identified.identity.actor(),
        ip: context.map(|context| context.ip),
        request: context.map(|context| context.id),
    };
    Ok((identified, by))
}

/// Tells the log who called.
fn note(parts: &Parts, identity: &Identity, caller: Option<&Caller>) {
    let Some(context) = parts.extensions.get::<RequestContext>() else { return };
    let actor = match identity.actor() {
        Actor::User(user) => user.to_string(),
        Actor::Key(key) => key.to_string(),
        Actor::System => return,
    };
    // Filled once: the first extractor that asks knows all there is to know.
    drop(context.caller.set(CallerIds { tenant: caller.map(|caller| caller.tenant().to_string()), actor }));
}
