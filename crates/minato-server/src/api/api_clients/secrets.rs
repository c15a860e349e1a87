//! Secrets of API clients: made here, told once.

use chrono::{Months, NaiveDate};
use minato_db::models::api_clients::{self, ApiClient as Row, NewSecret};
use minato_db::{Tx as _, WriteTx};
use minato_types::ProblemCode;
use minato_types::api_clients::MAX_SECRETS;
use minato_types::rules::japan_time;

use crate::auth::keys::Secret;
use crate::http::ApiError;

/// How many characters of a secret stay visible.
const HINT: usize = 4;

/// For how long a secret is accepted unless somebody says otherwise.
const MONTHS: Months = Months::new(12);

/// Makes a secret that is valid until `until`, a year from today if it is left out. Two are valid
/// at a time; those that have ended give way.
pub(crate) fn issue(
    tx: &mut WriteTx<'_>,
    client: &Row,
    until: Option<NaiveDate>,
) -> Result<Secret, ApiError> {
    let today = japan_time::date(tx.now());
    let mut valid = 0;
    for secret in api_clients::secrets_of(tx, client.scope(), Some(client.id.0))? {
        if today <= secret.valid_until {
            valid += 1;
        } else {
            api_clients::delete_secret(tx, client, secret.id.0)?;
        }
    }
    if valid >= MAX_SECRETS {
        return Err(ProblemCode::TooManySecrets.into());
    }
    let secret = Secret::generate(tx.entropy());
    let text = secret.reveal();
    let hint = text
        .get(text.len().saturating_sub(HINT)..)
        .unwrap_or_default();
    let new = NewSecret {
        digest: secret.digest(),
        hint: hint.to_owned(),
        valid_until: until.unwrap_or_else(|| today + MONTHS),
    };
    api_clients::add_secret(tx, client, &new)?;
    Ok(secret)
}
