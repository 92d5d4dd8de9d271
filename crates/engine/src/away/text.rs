use recado_domain::reply::{self, Piece, Variable, first_word};

use crate::view::ContactView;

/// Characters of a text that WhatsApp takes.
const LONGEST: usize = 4_096;

/// What an away message may tell of.
#[derive(Debug, Clone, Copy)]
pub struct Told<'t> {
    /// Who wrote.
    pub contact: Option<&'t ContactView>,
    /// The company's name.
    pub tenant: &'t str,
    /// Our number, as it is shown.
    pub number: &'t str,
}

impl Told<'_> {
    /// The text for this person. What is not known is left out: nobody looks at it before it goes.
    pub fn fill_in(&self, body: &str) -> String {
        let pieces = reply::pieces(body).unwrap_or_else(|_| vec![Piece::Words(body)]);
        let text: String = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Words(words) => (*words).to_owned(),
                Piece::Blank(variable, _) => self.of(*variable).unwrap_or_default(),
            })
            .collect();
        text.chars().take(LONGEST).collect()
    }

    fn of(&self, variable: Variable) -> Option<String> {
        let contact = self.contact;
        match variable {
            Variable::ContactName => contact.map(|contact| contact.name.clone()),
            Variable::ContactFirstName => contact.and_then(|contact| first_word(&contact.name)),
            Variable::ContactPhone => contact.and_then(|contact| contact.phone.clone()),
            Variable::ContactEmail => contact.and_then(|contact| contact.email.clone()),
            Variable::ContactCompany => contact.and_then(|contact| contact.company.clone()),
            Variable::AgentName | Variable::AgentFirstName => None,
            Variable::TenantName => Some(self.tenant.to_owned()),
            Variable::NumberPhone => Some(self.number.to_owned()),
        }
    }
}
