use axum::extract::State;
use recado_engine::{
    contacts::{GivenPhone, NewContact},
    view::ContactView,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{LONGEST_NAME, example, problems::NOT_A_PHONE};
use crate::{
    app::App,
    auth::{Can, may::ContactsManage},
    check::{Check, Fault},
    extract::{Answer, Body, IdempotencyKey},
    problem::Problem,
};

/// A contact to be made.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateContact {
    /// The name shown.
    name: String,
    /// With country code.
    phone: Option<String>,
    /// E-mail address.
    email: Option<String>,
    /// Company.
    company: Option<String>,
}

impl CreateContact {
    fn into_contact(self) -> Result<NewContact, Problem> {
        let phone = self.phone.as_deref().map(GivenPhone::parse);
        let mut check = Check::default();
        check.text(&self.name, "/name", LONGEST_NAME);
        check.that(phone != Some(None), "/phone", Fault::Says(NOT_A_PHONE));
        if let Some(email) = &self.email {
            check.email(email, "/email");
        }
        check.optional_text(self.company.as_deref(), "/company", LONGEST_NAME);
        check.done()?;
        let name = self.name.trim().to_owned();
        Ok(NewContact { name, phone: phone.flatten(), email: self.email, company: self.company })
    }
}

/// Makes a contact. 409 when the phone number belongs to another.
#[utoipa::path(
    post, path = "/contacts", operation_id = "createContact", tag = "contacts",
    params(("Idempotency-Key" = Option<String>, Header, description = "A word of yours for this request.")),
    security(("accessToken" = ["contacts:manage"])),
    request_body(content = CreateContact, example = json!({ "name": "Ana Gonçalves", "phone": "+55 11 99876-5432" })),
    responses((status = 201, description = "The contact.", body = ContactView, example = example))
)]
pub async fn create_contact(
    State(app): State<App>,
    caller: Can<ContactsManage>,
    key: IdempotencyKey,
    body: Body<CreateContact>,
) -> Result<Answer, Problem> {
    let new = body.value.clone().into_contact()?;
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let claim = key.claim(&app, tx.tenant(), "createContact", &body).await?;
    if let Some(stored) = claim.answered() {
        return stored.given(tx).await;
    }
    let contact = app.engine.create_contact(&mut tx, &caller, new).await?;
    let answer = Answer::created(format!("/api/v1/contacts/{}", contact.id), &contact);
    claim.keep(&app, tx.tenant(), &answer).await?;
    tx.commit().await?;
    app.engine.wake.events();
    Ok(answer)
}
