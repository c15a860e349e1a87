//! The unique constraints, by what they mean.
//!
//! PostgreSQL names the constraint that a row would break, SQLite only its columns. To
//! add a constraint: a variant and a line in [`KEYS`]. A test compares the lines with
//! the migrated database.

use diesel::result::DatabaseErrorInformation;

/// What must not stand in the database twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UniqueKey {
    /// The number of a member.
    MemberNumber,
    /// The e-mail address of an account inside its member.
    AccountEmail,
    /// The secret of a sign-in under way.
    PendingLoginSecret,
    /// The secret of a session.
    SessionSecret,
    /// The secret by which an account knows a browser again.
    KnownDeviceSecret,
    /// The secret of a trusted browser.
    TrustedBrowserSecret,
    /// The secret of an authenticator app, one that is confirmed and one that is not.
    TotpSecret,
    /// The token of a password reset.
    PasswordResetToken,
    /// The serial of a port application.
    PortApplicationSerial,
    /// A key of a request that creates something.
    IdempotencyKey,
    /// A waiting job about the same.
    WaitingJob,
    /// The primary key of a table, or a constraint that has no line here.
    Row,
}

/// Meaning, name on PostgreSQL, columns on SQLite.
pub(crate) const KEYS: [(UniqueKey, &str, &str); 11] = [
    (
        UniqueKey::WaitingJob,
        "jobs_waiting",
        "jobs.kind, jobs.subject",
    ),
    (
        UniqueKey::MemberNumber,
        "members_member_number",
        "members.member_number",
    ),
    (
        UniqueKey::AccountEmail,
        "accounts_email_key",
        "accounts.email_key, accounts.member_id",
    ),
    (
        UniqueKey::PendingLoginSecret,
        "pending_logins_secret",
        "pending_logins.secret_digest",
    ),
    (
        UniqueKey::SessionSecret,
        "sessions_secret",
        "sessions.secret_digest",
    ),
    (
        UniqueKey::KnownDeviceSecret,
        "known_devices_secret",
        "known_devices.secret_digest, known_devices.member_id, known_devices.account_id",
    ),
    (
        UniqueKey::TrustedBrowserSecret,
        "trusted_browsers_secret",
        "trusted_browsers.secret_digest, trusted_browsers.member_id, trusted_browsers.account_id",
    ),
    (
        UniqueKey::TotpSecret,
        "totp_secrets_account",
        "totp_secrets.member_id, totp_secrets.account_id, totp_secrets.confirmed",
    ),
    (
        UniqueKey::PasswordResetToken,
        "password_resets_token",
        "password_resets.token_digest",
    ),
    (
        UniqueKey::PortApplicationSerial,
        "port_applications_serial",
        "port_applications.serial",
    ),
    (
        UniqueKey::IdempotencyKey,
        "idempotency_keys_key",
        "idempotency_keys.member_id, idempotency_keys.principal, idempotency_keys.operation, idempotency_keys.key_digest",
    ),
];

impl UniqueKey {
    /// The key that the database complains about.
    pub(crate) fn of(information: &(dyn DatabaseErrorInformation + Send + Sync)) -> Self {
        match information.constraint_name() {
            Some(constraint) => Self::named(constraint),
            None => Self::over(information.message()),
        }
    }

    /// The key behind a constraint of PostgreSQL.
    pub fn named(constraint: &str) -> Self {
        KEYS.iter()
            .find(|key| key.1 == constraint)
            .map_or(Self::Row, |key| key.0)
    }

    /// The key behind SQLite's `UNIQUE constraint failed: table.column, table.column`.
    fn over(message: &str) -> Self {
        let columns = message.rsplit_once(": ").map_or(message, |parts| parts.1);
        Self::over_columns(columns)
    }

    /// The key over these columns, written as SQLite writes them: `table.column, table.column`.
    pub fn over_columns(columns: &str) -> Self {
        KEYS.iter()
            .find(|key| key.2 == columns)
            .map_or(Self::Row, |key| key.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_words_mean_the_same_key() {
        for (key, constraint, columns) in KEYS {
            assert_eq!(UniqueKey::named(constraint), key);
            assert_eq!(
                UniqueKey::over(&format!("UNIQUE constraint failed: {columns}")),
                key
            );
        }
    }

    #[test]
    fn what_has_no_line_is_a_row() {
        assert_eq!(UniqueKey::named("members_pkey"), UniqueKey::Row);
        assert_eq!(
            UniqueKey::over("UNIQUE constraint failed: members.id"),
            UniqueKey::Row
        );
    }
}
