//! What is said of each finding of a check. To add a finding: its texts and its arm here.

use recado_domain::Language;
use recado_engine::{
    channel::check::{NumberFinding, NumberState, Refusal, Silence, TokenFinding, WebhookFinding},
    view::{load, webhook_path},
};
use recado_storage::tenant::phone_numbers::NumberRow;

use super::texts;
use crate::words::{Text, Told};

/// What is said about one thing that was checked.
pub(super) struct Said {
    pub(super) ok: bool,
    pub(super) detail: String,
    pub(super) remedy: Option<String>,
}

/// The number that is spoken of, and to whom.
pub(super) struct Place<'p> {
    pub(super) number: &'p NumberRow,
    /// Where people and Meta reach this server, if it knows.
    pub(super) public_url: Option<&'p str>,
    pub(super) language: Language,
}

impl Place<'_> {
    pub(super) fn token(&self, finding: &TokenFinding) -> Said {
        match finding {
            TokenFinding::Works { expires_at: None } => self.well(texts::TOKEN_WORKS, &[]),
            TokenFinding::Works { expires_at: Some(at) } => {
                let day = at.to_rfc3339().chars().take(10).collect::<String>();
                Said {
                    remedy: Some(self.say(texts::TOKEN_EXPIRES.1, &[])),
                    ..self.well(texts::TOKEN_EXPIRES.0, &[&day])
                }
            }
            TokenFinding::Missing => self.ill(texts::TOKEN_MISSING, &[]),
            TokenFinding::Unreadable => self.ill(texts::TOKEN_UNREADABLE, &[]),
            TokenFinding::MayNotSend => self.ill(texts::TOKEN_MAY_NOT_SEND, &[]),
            TokenFinding::Refused(refusal) => self.refused(refusal),
            TokenFinding::Silent(silence) => self.silent(*silence),
        }
    }

    pub(super) fn number(&self, finding: &NumberFinding) -> Said {
        let (id, account) = (self.number.phone_number_id.as_str(), self.number.waba_id.as_str());
        match finding {
            NumberFinding::Works(state) => self.well(texts::NUMBER_WORKS, &[account, status(state), quality(state)]),
            NumberFinding::Troubled(state) => self.ill(texts::NUMBER_TROUBLED, &[account, status(state)]),
            NumberFinding::Unknown => self.ill(texts::NUMBER_UNKNOWN, &[id]),
            NumberFinding::UnknownAccount => self.ill(texts::ACCOUNT_UNKNOWN, &[account]),
            NumberFinding::OfAnotherAccount => self.ill(texts::NUMBER_ELSEWHERE, &[account, id]),
            NumberFinding::Refused(refusal) => self.refused(refusal),
            NumberFinding::Silent(silence) => self.silent(*silence),
            NumberFinding::NotChecked => self.not_checked(),
        }
    }

    pub(super) fn webhook(&self, finding: &WebhookFinding) -> Said {
        let account = self.number.waba_id.as_str();
        match finding {
            WebhookFinding::Subscribed => {
                let said = self.well(texts::WEBHOOK_WORKS, &[account]);
                let detail = format!("{} {}", said.detail, self.address());
                let remedy = self.public_url.is_none().then(|| self.say(texts::ADDRESS_UNKNOWN, &[]));
                Said { detail, remedy, ..said }
            }
            WebhookFinding::NotSubscribed => self.not_subscribed(texts::NOT_SUBSCRIBED),
            WebhookFinding::OtherApps => self.not_subscribed(texts::OTHER_APPS),
            WebhookFinding::UnknownAccount => self.ill(texts::ACCOUNT_UNKNOWN, &[account]),
            WebhookFinding::Refused(refusal) => self.refused(refusal),
            WebhookFinding::Silent(silence) => self.silent(*silence),
            WebhookFinding::NotChecked => self.not_checked(),
        }
    }

    fn not_subscribed(&self, (detail, remedy): (Text, Text)) -> Said {
        let (account, app) = (self.number.waba_id.as_str(), self.number.app.as_str());
        let mut steps = vec![self.say(remedy, &[account, app]), self.address()];
        steps.extend(self.public_url.is_none().then(|| self.say(texts::ADDRESS_UNKNOWN, &[])));
        Said { ok: false, detail: self.say(detail, &[account]), remedy: Some(steps.join(" ")) }
    }

    /// What to enter at Meta.
    fn address(&self) -> String {
        let (path, app) = (webhook_path(&self.number.app), self.number.app.as_str());
        match self.public_url {
            Some(url) => self.say(texts::ADDRESS, &[&format!("{}{path}", url.trim_end_matches('/')), app]),
            None => self.say(texts::ADDRESS_PATH, &[&path, app]),
        }
    }

    fn refused(&self, refusal: &Refusal) -> Said {
        let explained = load::error(refusal.code, self.language);
        let code = refusal.code.to_string();
        let mut detail = self.say(texts::REFUSED, &[&explained.title, &code]);
        if let Some(words) = &refusal.words {
            detail = format!("{detail} {}", self.say(texts::META_SAYS, &[words]));
        }
        Said { ok: false, detail, remedy: Some(explained.remedy) }
    }

    fn silent(&self, silence: Silence) -> Said {
        let texts = match silence {
            Silence::NoName => texts::NO_NAME,
            Silence::NoSecurity => texts::NO_SECURITY,
            Silence::NoConnection => texts::NO_CONNECTION,
            Silence::Unsendable => texts::UNSENDABLE,
            Silence::NoAnswer => texts::NO_ANSWER,
            Silence::BrokenOff => texts::BROKEN_OFF,
            Silence::NotMetas => texts::NOT_METAS,
        };
        self.ill(texts, &[])
    }

    fn not_checked(&self) -> Said {
        self.ill(texts::NOT_CHECKED, &[])
    }

    fn well(&self, detail: Text, blanks: &[&str]) -> Said {
        Said { ok: true, detail: self.say(detail, blanks), remedy: None }
    }

    fn ill(&self, (detail, remedy): (Text, Text), blanks: &[&str]) -> Said {
        Said { ok: false, detail: self.say(detail, blanks), remedy: Some(self.say(remedy, &[])) }
    }

    fn say(&self, text: Text, blanks: &[&str]) -> String {
        let blanks = blanks.iter().map(|blank| (*blank).to_owned()).collect();
        Told::Filled(text, blanks).in_language(self.language)
    }
}

fn status(state: &NumberState) -> &str {
    state.status.as_deref().unwrap_or(UNSAID)
}

fn quality(state: &NumberState) -> &str {
    state.quality.as_deref().unwrap_or(UNSAID)
}

/// Where Meta leaves something unsaid.
const UNSAID: &str = "–";
