//! The digest of an audit event, which covers the one before it.

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest as _, Sha256};

/// The digest of "this account has applied for `number`". Every part follows its length.
pub(super) fn digest(
    member: &str,
    seq: i64,
    at: DateTime<Utc>,
    account: &str,
    number: &str,
    previous: &str,
) -> String {
    let seq = seq.to_string();
    let at = at.to_rfc3339_opts(SecondsFormat::Micros, true);
    let action = "portApplicationSubmitted";
    let mut hash = Sha256::new();
    for part in [
        member, &seq, &at, "account", account, action, number, "", previous,
    ] {
        hash.update(part.len().to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
