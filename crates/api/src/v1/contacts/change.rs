use axum::extract::State;
use recado_domain::{Change, ContactId};
use recado_engine::{
    contacts::{ContactPatch, GivenPhone},
    view::ContactView,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{LONGEST_NAME, example, problems::NOT_A_PHONE};
use crate::{
    app::App,
    auth::{Can, may::ContactsManage},
    check::{Check, Fault},
    etag::{IfMatch, Version, Versioned},
    extract::{Body, Path},
    problem::Problem,
};

/// What is to change about a contact. A field that is left out stays as it is; null takes it away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeContact {
    /// The name shown. From then on the customer's profile no longer overwrites it.
    name: Option<String>,
    /// With country code.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    phone: Change<String>,
    /// E-mail address.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    email: Change<String>,
    /// Company.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    company: Change<String>,
    /// `true`: nothing is sent to them any more, and what they write counts as unread nowhere.
    blocked: Option<bool>,
}

impl ChangeContact {
    fn into_patch(self) -> Result<ContactPatch, Problem> {
        let phone = self.phone.map(|text| GivenPhone::parse(&text));
        let mut check = Check::default();
        check.optional_text(self.name.as_deref(), "/name", LONGEST_NAME);
        check.that(phone != Change::Set(None), "/phone", Fault::Says(NOT_A_PHONE));
        if let Some(email) = self.email.value() {
            check.email(email, "/email");
        }
        check.optional_text(self.company.value().map(String::as_str), "/company", LONGEST_NAME);
        check.done()?;
        let name = self.name.map(|name| name.trim().to_owned());
        let phone = match phone {
            Change::Set(Some(phone)) => Change::Set(phone),
            Change::Clear => Change::Clear,
            Change::Keep | Change::Set(None) => Change::Keep,
        };
        Ok(ContactPatch { name, phone, email: self.email, company: self.company, is_blocked: self.blocked })
    }
}

/// Changes a contact. 409 when the phone number belongs to another.
#[utoipa::path(
    patch, path = "/contacts/{id}", operation_id = "changeContact", tag = "contacts",
    params(("id" = String, Path, description = "`con_…`", example = "con_01h455vb4pex5vsknk084sn02q"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the state that the change was made from.")),
    security(("accessToken" = ["contacts:manage"])),
    request_body(content = ChangeContact, example = json!({ "name": "Ana G. Lima", "company": "Padaria Lima" })),
    responses((status = 200, description = "The contact.", body = ContactView, example = example))
)]
pub async fn change_contact(
    State(app): State<App>,
    caller: Can<ContactsManage>,
    Path(id): Path<ContactId>,
    expected: IfMatch,
    Body { value: request, .. }: Body<ChangeContact>,
) -> Result<Versioned<ContactView>, Problem> {
    let patch = request.into_patch()?;
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let before = app.engine.lock_contact(&mut tx, id).await?;
    expected.check(&Version::of_view(&before))?;
    let contact = app.engine.change_contact(&mut tx, &caller, id, patch).await?;
    tx.commit().await?;
    app.engine.wake.events();
    Ok(Versioned(Version::of_view(&contact), contact))
}
