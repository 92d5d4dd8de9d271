use recado_domain::{Role, UserId};
use recado_storage::platform::{memberships::Member, users::User};
use serde::Serialize;
use utoipa::ToSchema;

/// A person, as shown outside.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = User)]
pub struct UserView {
    /// `usr_…`
    #[schema(value_type = String)]
    pub id: UserId,
    /// The name shown.
    pub name: String,
    /// The address.
    pub email: String,
    /// The company shown.
    pub company: Option<String>,
    /// `owner`, `admin`, `supervisor`, `agent` or `viewer`; null while no tenant is chosen.
    #[schema(value_type = Option<String>)]
    pub role: Option<Role>,
    /// Whether the platform's own operations are open to this person.
    pub is_super_admin: bool,
}

impl UserView {
    /// A person with the role in the tenant that was chosen, if one was.
    pub fn of_user(user: User, role: Option<Role>) -> Self {
        let User { id, name, email, company, is_super_admin, .. } = user;
        Self { id, name, email, company, role, is_super_admin }
    }
}

impl From<Member> for UserView {
    fn from(member: Member) -> Self {
        let Member { id, name, email, company, role, is_super_admin, .. } = member;
        Self { id, name, email, company, role: Some(role), is_super_admin }
    }
}
