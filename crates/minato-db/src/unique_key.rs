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
    /// The token of a change of the e-mail address.
    EmailChangeToken,
    /// The token of a password reset.
    PasswordResetToken,
    /// The token of the link to a first sign-in.
    FirstLoginToken,
    /// The secret of the browser that goes through a first sign-in.
    FirstLoginEntry,
    /// The serial of a port application.
    PortApplicationSerial,
    /// A key of a request that creates something.
    IdempotencyKey,
    /// The e-mail address of an operator.
    OperatorEmail,
    /// The secret by which an operator is set up, or the browser in which that goes on.
    OperatorSetupSecret,
    /// The secret of an operator's sign-in under way.
    OperatorPendingLoginSecret,
    /// The secret of an operator's session.
    OperatorSessionSecret,
    /// The short name of a service.
    ServiceCode,
    /// The number of a contract.
    ContractNumber,
    /// The name of a group inside its member.
    UserGroupName,
    /// The name of a saved filter of one person.
    SavedFilterName,
    /// The name by which an API client asks for tokens.
    ApiClientId,
    /// The name of a public key of an API client.
    ApiClientKey,
    /// A waiting job about the same.
    WaitingJob,
    /// The primary key of a table, or a constraint that has no line here.
    Row,
}

/// Meaning, name on PostgreSQL, columns on SQLite.
pub(crate) const KEYS: [(UniqueKey, &str, &str); 25] = [
    (
        UniqueKey::ApiClientId,
        "api_clients_client_id",
        "api_clients.client_id",
    ),
    (
        UniqueKey::ApiClientKey,
        "api_client_keys_kid",
        "api_client_keys.member_id, api_client_keys.api_client_id, api_client_keys.kid",
    ),
    (
        UniqueKey::WaitingJob,
        "jobs_waiting",
        "jobs.kind, jobs.subject",
    ),
    (UniqueKey::ServiceCode, "services_code", "services.code"),
    (
        UniqueKey::ContractNumber,
        "contracts_number",
        "contracts.contract_number",
    ),
    (
        UniqueKey::UserGroupName,
        "user_groups_name",
        "user_groups.member_id, user_groups.name",
    ),
    (
        UniqueKey::SavedFilterName,
        "saved_filters_name",
        "saved_filters.member_id, saved_filters.account_id, saved_filters.name",
    ),
    (
        UniqueKey::MemberNumber,
        "members_member_number",
        "members.member_number",
    ),
    (
        UniqueKey::OperatorEmail,
        "operators_email_key",
        "operators.email_key",
    ),
    (
        UniqueKey::OperatorSetupSecret,
        "operator_setups_secret",
        "operator_setups.secret_digest",
    ),
    (
        UniqueKey::OperatorSetupSecret,
        "operator_setups_browser",
        "operator_setups.browser_digest",
    ),
    (
        UniqueKey::OperatorPendingLoginSecret,
        "operator_pending_logins_secret",
        "operator_pending_logins.secret_digest",
    ),
    (
        UniqueKey::OperatorSessionSecret,
        "operator_sessions_secret",
        "operator_sessions.secret_digest",
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
        UniqueKey::EmailChangeToken,
        "email_changes_token",
        "email_changes.token_digest",
    ),
    (
        UniqueKey::PasswordResetToken,
        "password_resets_token",
        "password_resets.token_digest",
    ),
    (
        UniqueKey::FirstLoginToken,
        "first_logins_token",
        "first_logins.token_digest",
    ),
    (
        UniqueKey::FirstLoginEntry,
        "first_logins_entry",
        "first_logins.entry_digest",
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
