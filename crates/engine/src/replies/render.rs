use recado_domain::{
    ConversationId, ReplyId, TenantId,
    reply::{self, Rendered, Variable, first_word},
};
use recado_storage::{DbError, DbResult, Scope, Tx};

use super::has;
use crate::{
    Engine,
    access::Caller,
    view::{ContactView, load},
};

/// Why a quick reply was not filled in.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// There is none, or it is another team's: nobody learns which.
    #[error("no such quick reply")]
    UnknownReply,
    /// There is none, or the caller does not see it: nobody learns which.
    #[error("no such conversation")]
    UnknownConversation,
    /// The database refused.
    #[error(transparent)]
    Storage(#[from] DbError),
}

/// The names that are not the tenant's rows. Only [`Engine::reply_names`] makes one of people.
#[derive(Debug, Clone, Default)]
pub struct Names {
    agent: Option<String>,
    tenant: Option<String>,
}

/// What the variables of one conversation stand for.
pub(crate) struct Values {
    pub(crate) contact: ContactView,
    pub(crate) names: Names,
    /// Our number, as it is shown.
    pub(crate) number: Option<String>,
}

/// Characters of a text that WhatsApp takes.
const LONGEST: usize = 4_096;

impl Engine {
    /// The names of a caller and their tenant. Asked before the rest, because people belong to no single tenant.
    pub async fn reply_names(&self, caller: &Caller) -> DbResult<Names> {
        let tenant: TenantId = caller.tenant();
        let mut read = self.db.read(Scope::System).await?;
        let agent = match caller.user() {
            Some(user) => read.platform().memberships().find(tenant, user).await?.map(|member| member.name),
            None => None,
        };
        let tenant = read.platform().tenants().find(tenant).await?.map(|tenant| tenant.name);
        Ok(Names { agent, tenant })
    }

    /// Fills in a quick reply for a conversation.
    pub async fn render_reply(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        (id, conversation): (ReplyId, ConversationId),
        names: Names,
    ) -> Result<Rendered, RenderError> {
        let found = tx.tenant().quick_replies().find(id).await?;
        let found = found.filter(|reply| has(caller, reply)).ok_or(RenderError::UnknownReply)?;
        let place = tx.tenant().conversations().find(conversation).await?;
        let place = place.filter(|row| caller.visibility().sees(row.placement()));
        let place = place.ok_or(RenderError::UnknownConversation)?;
        let mut contacts = load::contacts(&mut tx.tenant(), &[place.contact_id]).await?;
        let contact = contacts.pop().ok_or(RenderError::UnknownConversation)?;
        let number = tx.tenant().phone_numbers().find(place.phone_number_id).await?;
        let values = Values { contact, names, number: number.map(|number| number.display_phone_number) };
        // Stored replies have known variables only; a text from before a variable was dropped stays as it is written.
        let pieces = reply::pieces(&found.body).unwrap_or_else(|_| vec![reply::Piece::Words(&found.body)]);
        Ok(reply::render(&pieces, |variable| values.of(variable)))
    }
}

impl Names {
    /// Those of a text that nobody sends.
    pub(crate) fn of_tenant(name: &str) -> Self {
        Self { agent: None, tenant: Some(name.to_owned()) }
    }
}

impl Values {
    /// A text that goes before anybody looks at it: what is not known is left out.
    pub(crate) fn fill_in(&self, body: &str) -> String {
        let pieces = reply::pieces(body).unwrap_or_else(|_| vec![reply::Piece::Words(body)]);
        let words = pieces.iter().map(|piece| match piece {
            reply::Piece::Words(words) => (*words).to_owned(),
            reply::Piece::Blank(variable, _) => self.of(*variable).unwrap_or_default(),
        });
        words.collect::<String>().chars().take(LONGEST).collect()
    }

    fn of(&self, variable: Variable) -> Option<String> {
        let first = |name: &Option<String>| name.as_deref().and_then(first_word);
        match variable {
            Variable::ContactName => Some(self.contact.name.clone()),
            Variable::ContactFirstName => first_word(&self.contact.name),
            Variable::ContactPhone => self.contact.phone.clone(),
            Variable::ContactEmail => self.contact.email.clone(),
            Variable::ContactCompany => self.contact.company.clone(),
            Variable::AgentName => self.names.agent.clone(),
            Variable::AgentFirstName => first(&self.names.agent),
            Variable::TenantName => self.names.tenant.clone(),
            Variable::NumberPhone => self.number.clone(),
        }
    }
}
