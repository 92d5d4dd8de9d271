//! Message templates of an account, as Meta told of them last.

use recado_domain::{TenantId, Timestamp, WabaId};

use crate::{column::args, error::DbResult, rows::row, statement::statements, tx::Tx};

statements! { Tenant "templates";
    PAGE = "SELECT name, language, category, status, parameter_format, components, quality FROM templates
        WHERE tenant_id = $1 AND waba = $2 AND (name, language) > ($3, $4) ORDER BY name, language LIMIT $5";
    CLEAR = "DELETE FROM templates WHERE tenant_id = $1 AND waba = $2";
    INSERT = batch [0 + UUID, UUID, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT]
        ["INSERT INTO templates (tenant_id, waba, name, language, category, status, parameter_format, components, \
            quality) VALUES "] [" ON CONFLICT DO NOTHING"];
    TOLD = "UPDATE wabas SET templates_at = $3 WHERE tenant_id = $1 AND id = $2
        AND (templates_at IS NULL OR templates_at <= $3)";
    TOLD_AT = "SELECT templates_at FROM wabas WHERE tenant_id = $1 AND id = $2";
}

/// A template. The words are Meta's, in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateRow {
    /// Its name, the same in all languages.
    pub name: String,
    /// As `pt_BR`.
    pub language: String,
    /// As `utility`.
    pub category: String,
    /// As `approved`.
    pub status: String,
    /// `positional` or `named`.
    pub parameter_format: String,
    /// Meta's objects, as JSON text.
    pub components: String,
    /// As `green`; `None` where Meta has no opinion.
    pub quality: Option<String>,
}
row!(TemplateRow { name, language, category, status, parameter_format, components, quality });

/// When Meta told of an account's templates.
struct Told {
    templates_at: Option<Timestamp>,
}
row!(Told { templates_at });

/// One tenant's templates. Only a door can make one.
#[derive(Debug)]
pub struct Templates<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Templates<'_> {
    /// Templates of an account behind (name, language), in that order.
    pub async fn page(&mut self, waba: WabaId, after: (&str, &str), limit: u32) -> DbResult<Vec<TemplateRow>> {
        self.tx.all(&PAGE, args![self.tenant, waba, after.0, after.1, limit]).await
    }

    /// When Meta was last asked for an account's templates and told of them.
    pub async fn told_at(&mut self, waba: WabaId) -> DbResult<Option<Timestamp>> {
        let told: Option<Told> = self.tx.optional(&TOLD_AT, args![self.tenant, waba]).await?;
        Ok(told.and_then(|told| told.templates_at))
    }

    /// Puts what Meta told in the place of what it had told before; false when something newer is there.
    pub async fn replace(&mut self, waba: WabaId, told: Vec<TemplateRow>, at: Timestamp) -> DbResult<bool> {
        let tenant = self.tenant;
        // Holds the account, so that two answers are written one after the other.
        if self.tx.execute(&TOLD, args![tenant, waba, at]).await? == 0 {
            return Ok(false);
        }
        self.tx.execute(&CLEAR, args![tenant, waba]).await?;
        let rows = told.into_iter().map(|row| {
            let TemplateRow { name, language, category, status, parameter_format, components, quality } = row;
            args![tenant, waba, name, language, category, status, parameter_format, components, quality]
        });
        self.tx.execute_batch(&INSERT, args![], rows.collect()).await?;
        Ok(true)
    }
}
