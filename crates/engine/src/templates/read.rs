use recado_domain::fold::fold_key;
use recado_storage::{DbResult, Tenant, tenant::templates::TemplateRow};
use serde_json::Value;

use super::Kept;

/// Rows that are looked at a time.
const SLICE: u32 = 200;

/// Which templates are wanted; all that is given must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateFilter {
    /// Words that each are a piece of the name or of what the template says; case and accents never matter.
    pub search: Option<String>,
    /// As `approved`.
    pub status: Option<String>,
    /// As `pt_BR`.
    pub language: Option<String>,
}

/// The place of a template in the list: name and language.
pub type TemplatePlace = (String, String);

impl Kept {
    /// Up to `most` of the templates behind `after`, by name and language.
    pub async fn page(
        &self,
        tenant: &mut Tenant<'_>,
        filter: &TemplateFilter,
        after: Option<TemplatePlace>,
        most: usize,
    ) -> DbResult<Vec<TemplateRow>> {
        let (mut found, mut place) = (Vec::new(), after.unwrap_or_default());
        let words = filter.words();
        loop {
            let rows = tenant.templates().page(self.waba, (&place.0, &place.1), SLICE).await?;
            let is_end = rows.len() < SLICE as usize;
            let Some(last) = rows.last() else { return Ok(found) };
            place = (last.name.clone(), last.language.clone());
            found.extend(rows.into_iter().filter(|row| filter.fits(row, &words)));
            if is_end || found.len() >= most {
                found.truncate(most);
                return Ok(found);
            }
        }
    }
}

impl TemplateFilter {
    fn words(&self) -> Vec<String> {
        let folded = fold_key(self.search.as_deref().unwrap_or_default());
        folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    fn fits(&self, row: &TemplateRow, words: &[String]) -> bool {
        let is = |wanted: Option<&String>, word: &str| wanted.is_none_or(|wanted| wanted.eq_ignore_ascii_case(word));
        let fits = is(self.status.as_ref(), &row.status) && is(self.language.as_ref(), &row.language);
        fits && (words.is_empty() || says(row, words))
    }
}

fn says(row: &TemplateRow, words: &[String]) -> bool {
    let components: Vec<Value> = serde_json::from_str(&row.components).unwrap_or_default();
    let texts = components.iter().filter_map(|component| component["text"].as_str());
    let all = [row.name.as_str()].into_iter().chain(texts).collect::<Vec<_>>().join(" ");
    let all = fold_key(&all);
    words.iter().all(|word| all.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_name_and_text_find_a_template() {
        let row = TemplateRow {
            name: "pedido_pronto".to_owned(),
            language: "pt_BR".to_owned(),
            category: "utility".to_owned(),
            status: "approved".to_owned(),
            parameter_format: "positional".to_owned(),
            components: r#"[{"type":"BODY","text":"Olá {{1}}, está à sua espera"}]"#.to_owned(),
            quality: None,
        };
        let table = [("pront", true), ("ESTA a", true), ("{{1}}", true), ("pronto agora", false), ("", true)];
        for (search, fits) in table {
            let filter = TemplateFilter { search: Some(search.to_owned()), ..TemplateFilter::default() };
            assert_eq!(filter.fits(&row, &filter.words()), fits, "{search}");
        }
        let of = |status: &str, language: &str| TemplateFilter {
            status: Some(status.to_owned()),
            language: Some(language.to_owned()),
            search: None,
        };
        assert!(of("APPROVED", "pt_br").fits(&row, &[]) && !of("paused", "pt_BR").fits(&row, &[]));
    }
}
