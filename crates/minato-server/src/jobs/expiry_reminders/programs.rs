//! Programs and their secrets that are about to end.

use minato_db::models::api_clients::{self, ApiClientSecret};
use minato_db::models::expiry_reminders::{self, SubjectKind};
use minato_db::{DbError, TenantScope, Tx as _, WriteTx};
use minato_types::rules::japan_time;

use super::{Ending, window};

/// The programs of a member in use that end soon, and the secrets by which they still come in.
pub(super) fn endings_of(tx: &mut WriteTx<'_>, scope: TenantScope) -> Result<Vec<Ending>, DbError> {
    let now = tx.now();
    let (first, last) = window(japan_time::date(now));
    let soon = |day| (first..=last).contains(&day);
    let clients = expiry_reminders::clients_in_use(tx, scope, first)?;
    let secrets = api_clients::secrets_of(tx, scope, None)?;
    let mut endings = Vec::new();
    for (client, owner) in clients {
        let owner = Some(owner).filter(|owner| owner.is_usable(now));
        if soon(client.valid_until) {
            endings.push(Ending {
                kind: SubjectKind::ApiClient,
                id: client.id.0.to_string(),
                name: client.name.clone(),
                detail: client.client_id.clone(),
                last_day: client.valid_until,
                owner: owner.clone(),
            });
        }
        let own = || {
            let all = secrets.iter();
            all.filter(|secret| secret.api_client_id.0 == client.id.0)
        };
        for secret in own().filter(|secret| soon(secret.valid_until)) {
            if own().any(|other| is_replaced(secret, other)) {
                continue;
            }
            endings.push(Ending {
                kind: SubjectKind::ApiClientSecret,
                id: secret.id.0.to_string(),
                name: client.name.clone(),
                detail: format!("{}, …{}", client.client_id, secret.hint),
                last_day: secret.valid_until,
                owner: owner.clone(),
            });
        }
    }
    Ok(endings)
}

/// Whether the program has gone over from a secret to another one that lasts longer.
fn is_replaced(secret: &ApiClientSecret, other: &ApiClientSecret) -> bool {
    secret.valid_until < other.valid_until && secret.last_used_at <= other.last_used_at
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;
    use minato_db::AsText;
    use uuid::Uuid;

    use super::*;

    fn secret(valid_until: &str, last_used_at: Option<&str>) -> ApiClientSecret {
        let time = |text: &str| text.parse::<NaiveDateTime>().unwrap();
        ApiClientSecret {
            id: AsText(Uuid::nil()),
            api_client_id: AsText(Uuid::nil()),
            digest: String::new(),
            hint: String::new(),
            valid_until: valid_until.parse().unwrap(),
            last_used_at: last_used_at.map(time),
            created_at: time("2026-01-01T00:00:00"),
        }
    }

    #[test]
    fn a_secret_is_replaced_when_a_longer_one_was_used_last() {
        const EARLY: Option<&str> = Some("2026-11-20T00:00:00");
        const LATE: Option<&str> = Some("2026-11-21T00:00:00");
        let old = |used| secret("2026-12-01", used);
        let new = |used| secret("2027-12-01", used);
        assert!(is_replaced(&old(EARLY), &new(LATE)));
        assert!(is_replaced(&old(None), &new(LATE)));
        assert!(is_replaced(&old(None), &new(None)));
        assert!(!is_replaced(&old(LATE), &new(EARLY)), "it is still in use");
        assert!(!is_replaced(&old(EARLY), &new(None)), "nothing else is yet");
        assert!(!is_replaced(&new(None), &old(LATE)), "the longer one stays");
        assert!(!is_replaced(&old(EARLY), &old(LATE)), "both end");
    }
}
