use recado_domain::{Availability, Language, Permission, Role, UserId};
use recado_engine::access::Caller;
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
    /// Whether this person was invited and has no way in yet: no password, and no account elsewhere.
    pub invited: bool,
    /// Whether a code is asked of this person beside the password; null unless it is the caller, or the caller manages people.
    pub second_factor: Option<bool>,
    /// `pt-BR`, `en` or `es`; null while none was chosen.
    #[schema(value_type = Option<String>)]
    pub language: Option<Language>,
    /// `available` or `away`, as the person says; null while no tenant is chosen.
    #[schema(value_type = Option<String>)]
    pub availability: Option<Availability>,
}

impl UserView {
    /// A person who is signed in, with the role in the tenant that was chosen, if one was.
    pub fn of_user(user: User, role: Option<Role>, availability: Option<Availability>) -> Self {
        let User { id, name, email, company, is_super_admin, language, factor_since, .. } = user;
        let second_factor = Some(factor_since.is_some());
        Self { id, name, email, company, role, is_super_admin, invited: false, second_factor, language, availability }
    }

    /// A member as this caller sees them: whose account lacks a second factor is for who manages people, and for themselves.
    pub fn of_member(member: Member, caller: &Caller) -> Self {
        let is_told = caller.may(Permission::UsersManage) || caller.user() == Some(member.id);
        let second_factor = (is_told && !member.is_invited).then_some(member.factor_since.is_some());
        Self { second_factor, ..Self::from(member) }
    }
}

impl From<Member> for UserView {
    fn from(member: Member) -> Self {
        let Member { id, name, email, company, role, is_super_admin, is_invited, language, availability, .. } = member;
        let (role, availability, second_factor) = (Some(role), Some(availability), None);
        let invited = is_invited;
        Self { id, name, email, company, role, is_super_admin, invited, second_factor, language, availability }
    }
}
