//! Making recovery codes: they are shown once, and the database keeps digests.

use minato_db::models::accounts::Account;
use minato_db::models::recovery_codes;
use minato_db::{DbError, WriteTx};
use minato_types::security::RECOVERY_CODES;
use minato_types::values::RecoveryCode;

use super::keys::Keys;

/// Makes new codes for an account; all that it had die.
pub fn make(tx: &mut WriteTx<'_>, keys: &Keys, account: &Account) -> Result<Vec<String>, DbError> {
    let (scope, id) = (account.scope(), account.id.0);
    let mut codes = Vec::new();
    for _ in 0..RECOVERY_CODES {
        let mut bytes = [0; RecoveryCode::BYTES];
        tx.entropy().fill(&mut bytes);
        codes.push(RecoveryCode::from_bytes(bytes));
    }
    let digests: Vec<String> = codes
        .iter()
        .map(|code| keys.recovery_code_digest(scope.member(), id, code))
        .collect();
    recovery_codes::replace_all_of(tx, scope, id, &digests)?;
    Ok(codes.iter().map(RecoveryCode::reveal).collect())
}
