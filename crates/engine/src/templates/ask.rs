use std::time::Duration;

use recado_domain::{NumberId, Timestamp};
use recado_graph::client::{AccessToken, Outcome};
use recado_storage::{
    DbResult,
    tenant::{phone_numbers::NumberRow, templates::TemplateRow},
};
use serde_json::Value;

use super::{Failed, Kept, TemplatesError};
use crate::{Engine, access::Caller, channel::TokenError};

/// How long what Meta told is good.
const FRESH: Duration = Duration::from_mins(10);
/// How long after a failure nobody asks again by themselves.
const PAUSE: Duration = Duration::from_secs(30);
/// Pages that are read: more templates than any account may have.
const PAGES: usize = 100;
/// What is read of a template.
const FIELDS: [&str; 7] = ["name", "language", "category", "status", "parameter_format", "components", "quality_score"];

impl Engine {
    /// Sees to it that the templates of a number's account are known and fresh, or `anew` from now. When Meta cannot be
    /// asked, what it told before is good enough, but not for who wants it anew.
    pub async fn templates_of(
        &self,
        caller: &Caller,
        number: Option<NumberId>,
        anew: bool,
    ) -> Result<Kept, TemplatesError> {
        let asked_at = self.now();
        let number = self.number_to_ask(caller, number).await?;
        let wanted = Wanted { since: if anew { asked_at } else { asked_at.minus(FRESH) }, anew, asked_at };
        let known = self.told_at(caller, &number).await?;
        let kept = |at| Kept { waba: number.waba, at };
        if let Some(at) = known.filter(|at| wanted.is_met_by(*at)) {
            return Ok(kept(at));
        }
        match (self.in_turn(caller, &number, &wanted).await, known) {
            (Ok(at), _) => Ok(kept(at)),
            (Err(TemplatesError::Refused(_) | TemplatesError::Silent(_) | TemplatesError::NoToken), Some(at))
                if !anew =>
            {
                Ok(kept(at))
            }
            (Err(error), _) => Err(error),
        }
    }

    /// Asks Meta, unless somebody just did.
    async fn in_turn(&self, caller: &Caller, number: &NumberRow, wanted: &Wanted) -> Result<Timestamp, TemplatesError> {
        let turn = self.templates_asked().turn(number.waba);
        let mut last = turn.lock().await;
        if let Some(at) = self.told_at(caller, number).await?.filter(|at| wanted.is_met_by(*at)) {
            return Ok(at);
        }
        if let Some(failed) = last.as_ref().filter(|failed| wanted.takes(failed)) {
            return Err(failed.why.clone());
        }
        let at = self.now();
        let told = self.ask_meta(caller, number).await;
        *last = told.as_ref().err().map(|why| Failed { at, why: why.clone() });
        let told = told?;
        let mut tx = self.db.write(caller.scope()).await?;
        tx.tenant().templates().replace(number.waba, told, at).await?;
        tx.commit().await?;
        Ok(at)
    }

    async fn told_at(&self, caller: &Caller, number: &NumberRow) -> DbResult<Option<Timestamp>> {
        self.db.read(caller.scope()).await?.tenant().templates().told_at(number.waba).await
    }

    /// The number that is named, or the only one.
    async fn number_to_ask(&self, caller: &Caller, named: Option<NumberId>) -> Result<NumberRow, TemplatesError> {
        let mut read = self.db.read(caller.scope()).await?;
        let mut tenant = read.tenant();
        if let Some(id) = named {
            return tenant.phone_numbers().find(id).await?.ok_or(TemplatesError::UnknownNumber);
        }
        let mut all = tenant.phone_numbers().list().await?;
        match (all.pop(), all.is_empty()) {
            (Some(only), true) => Ok(only),
            (Some(_), false) => Err(TemplatesError::NumberNeeded),
            (None, _) => Err(TemplatesError::NoNumber),
        }
    }

    async fn ask_meta(&self, caller: &Caller, number: &NumberRow) -> Result<Vec<TemplateRow>, TemplatesError> {
        let token = match self.token_of(caller.tenant(), number.id, number.access_token.as_deref()).await {
            Ok(token) => token,
            Err(TokenError::Storage(error)) => return Err(error.into()),
            Err(error @ (TokenError::None | TokenError::Sealed(_))) => {
                tracing::warn!(category = "system", number_id = %number.id, %error, "templates cannot be asked for");
                return Err(TemplatesError::NoToken);
            }
        };
        let told = self.read_all(&token, &number.waba_id).await;
        if let Err(error) = &told {
            tracing::warn!(category = "system", number_id = %number.id, ?error, "Meta does not tell its templates");
        }
        told
    }

    async fn read_all(&self, token: &AccessToken, waba_id: &str) -> Result<Vec<TemplateRow>, TemplatesError> {
        let (mut told, mut after) = (Vec::new(), None);
        for _ in 0..PAGES {
            let page = match self.graph.templates(token, waba_id, &FIELDS, after.as_deref()).await.outcome {
                Outcome::Accepted(page) => page,
                Outcome::Rejected(error) => return Err(TemplatesError::Refused(error.into())),
                Outcome::NotSent(reason) => return Err(TemplatesError::Silent(reason.into())),
                Outcome::Unknown(reason) => return Err(TemplatesError::Silent(reason.into())),
            };
            told.extend(page.data.iter().filter_map(template));
            after = page.after;
            if after.is_none() {
                break;
            }
        }
        Ok(told)
    }
}

/// How fresh templates must be.
struct Wanted {
    since: Timestamp,
    anew: bool,
    asked_at: Timestamp,
}

impl Wanted {
    fn is_met_by(&self, told_at: Timestamp) -> bool {
        told_at >= self.since
    }

    /// Whether a try that failed spares us one of our own: it began after we asked, or a moment before and nobody insists.
    fn takes(&self, failed: &Failed) -> bool {
        failed.at >= self.asked_at || (!self.anew && failed.at > self.asked_at.minus(PAUSE))
    }
}

/// What Meta tells of one template; `None` where it says too little to use it.
fn template(told: &Value) -> Option<TemplateRow> {
    let word = |key: &str| told[key].as_str().map(str::to_lowercase);
    Some(TemplateRow {
        name: told["name"].as_str()?.to_owned(),
        language: told["language"].as_str()?.to_owned(),
        category: word("category")?,
        status: word("status")?,
        parameter_format: word("parameter_format").unwrap_or_else(|| "positional".to_owned()),
        components: told
            .get("components")
            .filter(|list| list.is_array())
            .map_or_else(|| "[]".to_owned(), Value::to_string),
        quality: told["quality_score"]["score"].as_str().map(str::to_lowercase).filter(|word| word != "unknown"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn metas_words_are_kept_also_the_unknown_ones() {
        let told = json!({ "name": "aviso", "language": "pt_BR", "category": "SERVICE", "status": "IN_APPEAL",
            "components": [{ "type": "BODY" }], "quality_score": { "score": "GREEN" }, "colour": "blue" });
        let row = template(&told).expect("it says enough");
        assert_eq!((row.category.as_str(), row.status.as_str()), ("service", "in_appeal"));
        assert_eq!((row.parameter_format.as_str(), row.quality.as_deref()), ("positional", Some("green")));
        assert_eq!(row.components, r#"[{"type":"BODY"}]"#);
        assert_eq!(template(&json!({ "name": "aviso" })), None);
    }
}
