//! People who can sign in, across tenants. Which tenants they belong to: `memberships`.

use recado_domain::{Language, Timestamp, UserId};

use crate::{
    column::args,
    error::DbResult,
    rows::{Number, row},
    statement::statements,
    tx::Tx,
};

const COLUMNS: &str = "id, email, name, company, password_hash, is_super_admin, is_active, failed_logins, failed_at, language, factor_since";

statements! { Platform "users";
    INSERT = "INSERT INTO users (id, email, email_key, name, company, password_hash, is_super_admin, is_active,
                                 failed_logins, failed_at, created_at, updated_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, TRUE, 0, NULL, $8, $8) ON CONFLICT (email_key) DO NOTHING";
    FIND = "SELECT ", COLUMNS, " FROM users WHERE id = $1";
    FIND_BY_EMAIL = "SELECT ", COLUMNS, " FROM users WHERE email_key = $1";
    ANY = "SELECT COUNT(*) AS n FROM (SELECT id FROM users LIMIT 1) AS found";
    BARE_SUPER_ADMINS = "SELECT COUNT(*) AS n FROM users WHERE is_super_admin AND is_active AND factor_since IS NULL";
    SET_PASSWORD = "UPDATE users SET password_hash = $2, failed_logins = 0, failed_at = NULL, updated_at = $3
                    WHERE id = $1";
    REHASH = "UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2";
    MAKE_SUPER_ADMIN = "UPDATE users SET is_super_admin = TRUE, updated_at = $2 WHERE id = $1";
    SET_NAME = "UPDATE users SET name = $2, updated_at = $3 WHERE id = $1";
    SET_LANGUAGE = "UPDATE users SET language = $2, updated_at = $3 WHERE id = $1";
    COUNT_FAILURE = "UPDATE users SET failed_logins = failed_logins + 1, failed_at = $2 WHERE id = $1";
    CLEAR_FAILURES = "UPDATE users SET failed_logins = 0, failed_at = NULL WHERE id = $1 AND failed_logins > 0";
}

/// One person.
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    /// The id.
    pub id: UserId,
    /// The address as it was given.
    pub email: String,
    /// The name shown.
    pub name: String,
    /// The company shown.
    pub company: Option<String>,
    /// PHC string of the password; none until a set-up link is used.
    pub password_hash: Option<String>,
    /// Whether the platform's own operations are open to this person.
    pub is_super_admin: bool,
    /// Whether this person may sign in.
    pub is_active: bool,
    /// Failed sign-ins since the last good one.
    pub failed_logins: i64,
    /// The last of them.
    pub failed_at: Option<Timestamp>,
    /// The language of everything said to this person, if they chose one.
    pub language: Option<Language>,
    /// Since when a second factor is asked for; none: the password is enough.
    pub factor_since: Option<Timestamp>,
}
row!(User {
    id,
    email,
    name,
    company,
    password_hash,
    is_super_admin,
    is_active,
    failed_logins,
    failed_at,
    language,
    factor_since
});

/// A person to be made.
#[derive(Debug)]
pub struct NewUser<'a> {
    /// A fresh id.
    pub id: UserId,
    /// The address as it was given.
    pub email: &'a str,
    /// The address as it is matched: see [`email_key`].
    pub email_key: &'a str,
    /// The name shown.
    pub name: &'a str,
    /// The company shown.
    pub company: Option<&'a str>,
    /// PHC string of the password, if one was given.
    pub password_hash: Option<&'a str>,
    /// Whether the platform's own operations are open to this person.
    pub is_super_admin: bool,
    /// Now.
    pub at: Timestamp,
}

/// How addresses are matched: without surrounding blanks, in lower case.
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// All people.
#[derive(Debug)]
pub struct Users<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl Users<'_> {
    /// Makes a person; `false` when the address is known.
    pub async fn insert(&mut self, new: NewUser<'_>) -> DbResult<bool> {
        let NewUser { id, email, email_key, name, company, password_hash, is_super_admin, at } = new;
        let args = args![id, email, email_key, name, company, password_hash, is_super_admin, at];
        Ok(self.tx.execute(&INSERT, args).await? == 1)
    }

    /// The person.
    pub async fn find(&mut self, id: UserId) -> DbResult<Option<User>> {
        self.tx.optional(&FIND, args![id]).await
    }

    /// The person with this address, given as [`email_key`] has it.
    pub async fn find_by_email(&mut self, email_key: &str) -> DbResult<Option<User>> {
        self.tx.optional(&FIND_BY_EMAIL, args![email_key]).await
    }

    /// Whether there is anybody.
    pub async fn any(&mut self) -> DbResult<bool> {
        let Number { n } = self.tx.one(&ANY, args![]).await?;
        Ok(n > 0)
    }

    /// How many of those to whom the platform's own operations are open sign in without a second factor. A walk.
    pub async fn bare_super_admins(&mut self) -> DbResult<i64> {
        Ok(self.tx.one::<Number>(&BARE_SUPER_ADMINS, args![]).await?.n)
    }

    /// Sets a password and forgets failed sign-ins.
    pub async fn set_password(&mut self, id: UserId, hash: &str, at: Timestamp) -> DbResult<()> {
        self.tx.execute(&SET_PASSWORD, args![id, hash, at]).await.map(|_| ())
    }

    /// Replaces a hash by a stronger one of the same password, unless the password changed meanwhile.
    pub async fn rehash(&mut self, id: UserId, old: &str, new: &str) -> DbResult<()> {
        self.tx.execute(&REHASH, args![id, old, new]).await.map(|_| ())
    }

    /// Opens the platform's own operations to this person.
    pub async fn make_super_admin(&mut self, id: UserId, at: Timestamp) -> DbResult<()> {
        self.tx.execute(&MAKE_SUPER_ADMIN, args![id, at]).await.map(|_| ())
    }

    /// Changes the name shown.
    pub async fn set_name(&mut self, id: UserId, name: &str, at: Timestamp) -> DbResult<()> {
        self.tx.execute(&SET_NAME, args![id, name, at]).await.map(|_| ())
    }

    /// Changes the language.
    pub async fn set_language(&mut self, id: UserId, language: Language, at: Timestamp) -> DbResult<()> {
        self.tx.execute(&SET_LANGUAGE, args![id, language, at]).await.map(|_| ())
    }

    /// Counts a failed sign-in.
    pub async fn count_failure(&mut self, id: UserId, at: Timestamp) -> DbResult<()> {
        self.tx.execute(&COUNT_FAILURE, args![id, at]).await.map(|_| ())
    }

    /// Forgets failed sign-ins.
    pub async fn clear_failures(&mut self, id: UserId) -> DbResult<()> {
        self.tx.execute(&CLEAR_FAILURES, args![id]).await.map(|_| ())
    }
}
