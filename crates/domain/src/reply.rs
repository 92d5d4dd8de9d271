//! Quick replies: texts with variables, `Oi, {{contact.firstName}}!`, filled in for one conversation.

crate::words! {
    /// What a variable stands for.
    Variable {
        /// The contact's name.
        ContactName = "contact.name",
        /// The first word of it.
        ContactFirstName = "contact.firstName",
        /// The contact's phone number.
        ContactPhone = "contact.phone",
        /// The contact's e-mail address.
        ContactEmail = "contact.email",
        /// The contact's company.
        ContactCompany = "contact.company",
        /// The name of who answers.
        AgentName = "agent.name",
        /// The first word of it.
        AgentFirstName = "agent.firstName",
        /// The tenant's name.
        TenantName = "tenant.name",
        /// Our number, as it is shown.
        NumberPhone = "number.phone",
    }
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'t> {
    /// To be taken as it is.
    Words(&'t str),
    /// To be filled in; the second is how it is written.
    Blank(Variable, &'t str),
}

/// A text that was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The text. What is missing stands there as it is written.
    pub text: String,
    /// What nothing is known of, each once.
    pub missing: Vec<Variable>,
}

/// The pieces of a text; else the names of what stands in double braces and is no variable.
pub fn pieces(text: &str) -> Result<Vec<Piece<'_>>, Vec<String>> {
    let (mut pieces, mut unknown, mut rest) = (Vec::new(), Vec::new(), text);
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, behind)) = after.split_once("}}") else { break };
        let written = &rest[before.len()..rest.len() - behind.len()];
        pieces.push(Piece::Words(before));
        match name.trim().parse() {
            Ok(variable) => pieces.push(Piece::Blank(variable, written)),
            Err(_) => unknown.push(name.trim().to_owned()),
        }
        rest = behind;
    }
    pieces.push(Piece::Words(rest));
    if unknown.is_empty() { Ok(pieces) } else { Err(unknown) }
}

/// Fills in a text.
pub fn render(pieces: &[Piece<'_>], value: impl Fn(Variable) -> Option<String>) -> Rendered {
    let (mut text, mut missing) = (String::new(), Vec::new());
    for piece in pieces {
        match piece {
            Piece::Words(words) => text += words,
            Piece::Blank(variable, written) => {
                if let Some(value) = value(*variable).filter(|value| !value.trim().is_empty()) {
                    text += &value;
                } else {
                    text += written;
                    missing.extend((!missing.contains(variable)).then_some(*variable));
                }
            }
        }
    }
    Rendered { text, missing }
}

/// The first word of a name.
pub fn first_word(name: &str) -> Option<String> {
    name.split_whitespace().next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> Rendered {
        let pieces = pieces(text).expect("known variables");
        render(&pieces, |variable| match variable {
            Variable::ContactName => Some("Ana {{agent.name}}".to_owned()),
            Variable::ContactFirstName => first_word(" Ana Lima"),
            Variable::ContactEmail => Some("  ".to_owned()),
            _ => None,
        })
    }

    #[test]
    fn what_is_known_is_filled_in_once_and_what_is_missing_stays() {
        let rendered = filled("Oi, {{ contact.firstName }}! {{contact.email}} {{agent.name}} {{contact.email}}");
        assert_eq!(rendered.text, "Oi, Ana! {{contact.email}} {{agent.name}} {{contact.email}}");
        assert_eq!(rendered.missing, [Variable::ContactEmail, Variable::AgentName]);
        assert_eq!(filled("{{contact.name}}").text, "Ana {{agent.name}}", "values are no templates");
    }

    #[test]
    fn braces_that_are_no_variable_are_words_or_refused() {
        for text in ["", "{x}", "a {{ b", "}} {{", "100% {ok}"] {
            assert_eq!(filled(text).text, text, "{text}");
        }
        assert_eq!(pieces("{{contact.age}} {{agent.name}} {{ }}"), Err(vec!["contact.age".to_owned(), String::new()]));
    }
}
