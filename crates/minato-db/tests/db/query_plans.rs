//! SQLite finds what is asked for by an index. With QPSG it plans without the values that
//! are bound, so a partial index serves no query of ours: this is where one would be seen.

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use minato_db::{Backend, DbError, Tx as _};
use minato_test::TestDb;

#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = Text)]
    detail: String,
}

/// The queries that run at every request or several times a second, as diesel writes their
/// conditions, and the index that must serve each.
const QUERIES: &[(&str, &str)] = &[
    (
        "SELECT id FROM jobs WHERE state = ? AND kind = ? AND run_at <= ? ORDER BY run_at LIMIT ?",
        "jobs_due",
    ),
    ("SELECT COUNT(*) FROM jobs WHERE state = ?", "jobs_due"),
    (
        "DELETE FROM jobs WHERE state <> ? AND finished_at < ?",
        "jobs_by_age",
    ),
    (
        "SELECT * FROM accounts a JOIN members m ON a.member_id = m.id \
         WHERE a.email_key = ? AND a.state <> ? LIMIT ?",
        "accounts_by_email",
    ),
    (
        "SELECT *, EXISTS (SELECT * FROM member_options o WHERE o.member_id = m.id AND o.kind = ?) \
         FROM sessions s \
         JOIN accounts a ON a.member_id = s.member_id AND a.id = s.account_id \
         JOIN members m ON m.id = s.member_id WHERE s.secret_digest = ?",
        "sqlite_autoindex_sessions",
    ),
    (
        "SELECT * FROM sign_ins WHERE member_id = ? ORDER BY at DESC, id DESC LIMIT ?",
        "sign_ins_by_member",
    ),
    (
        "SELECT * FROM sign_ins WHERE member_id = ? AND outcome = ? AND at >= ? \
         ORDER BY at DESC, id DESC LIMIT ?",
        "sign_ins_by_outcome",
    ),
    (
        "SELECT * FROM sign_ins WHERE member_id = ? AND account_id = ? AND at > ? AND outcome = ? \
         ORDER BY at DESC, id DESC LIMIT ?",
        "sign_ins_by_outcome",
    ),
    (
        "DELETE FROM expiry_reminders WHERE ends_on < ?",
        "expiry_reminders_by_end",
    ),
    (
        "SELECT * FROM saved_filters WHERE member_id = ? AND account_id = ? ORDER BY name, id",
        "sqlite_autoindex_saved_filters",
    ),
    (
        "SELECT * FROM pending_logins WHERE secret_digest = ?",
        "sqlite_autoindex_pending_logins",
    ),
    (
        "UPDATE rate_limits SET used = used + 1 WHERE subject = ? AND ends_at > ? AND used < ?",
        "sqlite_autoindex_rate_limits",
    ),
    (
        "DELETE FROM rate_limits WHERE ends_at <= ?",
        "rate_limits_by_age",
    ),
    (
        "SELECT * FROM first_logins WHERE token_digest = ? AND ended_at IS NULL",
        "sqlite_autoindex_first_logins",
    ),
    (
        "SELECT * FROM first_logins WHERE entry_digest = ? AND entry_expires_at > ?",
        "sqlite_autoindex_first_logins",
    ),
    (
        "SELECT created_at FROM first_logins WHERE member_id = ? AND account_id = ? \
         AND created_at > ? AND purpose IN (?) ORDER BY created_at DESC",
        "first_logins_by_account",
    ),
    (
        "SELECT * FROM totp_secrets WHERE member_id = ? AND account_id = ? AND confirmed = ?",
        "sqlite_autoindex_totp_secrets",
    ),
    (
        "DELETE FROM totp_secrets WHERE confirmed = ? AND created_at < ?",
        "totp_secrets_by_age",
    ),
    (
        "UPDATE recovery_codes SET used_at = ? WHERE member_id = ? AND account_id = ? \
         AND code_digest = ? AND used_at IS NULL",
        "recovery_codes_by_account (member_id=? AND account_id=? AND code_digest=?)",
    ),
    (
        "SELECT COUNT(*) FROM recovery_codes WHERE member_id = ? AND account_id = ? \
         AND used_at IS NULL",
        "recovery_codes_by_account",
    ),
    (
        "SELECT * FROM member_notes WHERE member_id = ? AND published_on <= ? \
         ORDER BY published_on DESC, id DESC LIMIT ? OFFSET ?",
        "member_notes_by_day",
    ),
    (
        "SELECT COUNT(*) FROM member_notes WHERE member_id = ? AND published_on <= ?",
        "member_notes_by_day",
    ),
    (
        "SELECT * FROM audit_events WHERE member_id = ? AND at >= ? AND at < ? \
         ORDER BY at DESC, seq DESC LIMIT ? OFFSET ?",
        "audit_events_by_time (member_id=? AND at>? AND at<?)",
    ),
    (
        "SELECT at, seq FROM audit_events WHERE member_id = ? AND action = ? AND at <= ? \
         AND (at < ? OR seq < ?) ORDER BY at DESC, seq DESC LIMIT ?",
        "audit_events_by_action (member_id=? AND action=? AND at<?)",
    ),
    (
        "SELECT * FROM audit_events WHERE member_id = ? AND actor_id = ? \
         ORDER BY at DESC, seq DESC LIMIT ? OFFSET ?",
        "audit_events_by_actor (member_id=? AND actor_id=?)",
    ),
    (
        "SELECT at, seq FROM audit_events WHERE member_id = ? AND subject_id = ? \
         ORDER BY at DESC, seq DESC LIMIT ?",
        "audit_events_by_subject (member_id=? AND subject_id=?)",
    ),
    (
        "DELETE FROM audit_texts WHERE last_used_at < ?",
        "audit_texts_by_age",
    ),
    (
        "SELECT * FROM port_applications WHERE member_id = ? ORDER BY serial DESC LIMIT ? OFFSET ?",
        "sqlite_autoindex_port_applications",
    ),
    (
        "SELECT COUNT(*) FROM port_applications WHERE member_id = ?",
        "(member_id=?)",
    ),
    (
        "SELECT * FROM port_applications WHERE member_id = ? AND effective_date >= ? \
         AND effective_date <= ? ORDER BY effective_date ASC, serial ASC LIMIT ? OFFSET ?",
        "port_applications_by_day",
    ),
    (
        "SELECT * FROM port_applications WHERE member_id = ? AND effective_date <= ? \
         AND (effective_date < ? OR serial < ?) \
         ORDER BY effective_date DESC, serial DESC LIMIT ?",
        "port_applications_by_day (member_id=? AND effective_date<?)",
    ),
    (
        "SELECT * FROM port_applications WHERE member_id = ? AND added_ports >= ? \
         AND (added_ports > ? OR serial > ?) ORDER BY added_ports ASC, serial ASC LIMIT ?",
        "port_applications_by_ports (member_id=? AND added_ports>?)",
    ),
    (
        "SELECT effective_date, CAST(SUM(added_ports) AS BIGINT), COUNT(*) \
         FROM port_applications WHERE member_id = ? AND effective_date BETWEEN ? AND ? \
         AND state <> ? GROUP BY effective_date ORDER BY effective_date",
        "port_applications_by_day",
    ),
    (
        "SELECT CAST(COALESCE(SUM(added_ports), 0) AS BIGINT) FROM port_applications \
         WHERE member_id = ? AND effective_date = ? AND state <> ? AND serial <> ?",
        "port_applications_by_day",
    ),
    (
        "SELECT DISTINCT effective_date FROM port_applications WHERE effective_date >= ? \
         AND state = ? AND deadline_at > ? ORDER BY effective_date",
        "port_applications_to_provision",
    ),
    (
        "SELECT serial FROM port_applications WHERE state = ? AND effective_date = ? \
         AND deadline_at > ? AND deadline_at < ?",
        "port_applications_to_provision",
    ),
    (
        "SELECT * FROM port_application_events WHERE member_id = ? AND serial = ? ORDER BY seq",
        "sqlite_autoindex_port_application_events",
    ),
    (
        "SELECT MAX(seq) FROM port_application_events WHERE member_id = ? AND serial = ?",
        "sqlite_autoindex_port_application_events",
    ),
    (
        "SELECT * FROM idempotency_keys WHERE member_id = ? AND principal = ? \
         AND operation = ? AND key_digest = ? AND expires_at > ?",
        "sqlite_autoindex_idempotency_keys",
    ),
    (
        "DELETE FROM idempotency_keys WHERE expires_at <= ?",
        "idempotency_keys_by_age",
    ),
    (
        "SELECT * FROM known_devices WHERE secret_digest = ? AND member_id = ? \
         AND account_id = ? AND last_used_at > ?",
        "(secret_digest=? AND member_id=? AND account_id=?)",
    ),
    (
        "SELECT * FROM known_devices WHERE secret_digest = ? AND last_used_at > ?",
        "(secret_digest=?)",
    ),
    (
        "DELETE FROM known_devices WHERE member_id = ? AND account_id = ? AND secret_digest <> ?",
        "known_devices_by_account",
    ),
    (
        "DELETE FROM known_devices WHERE last_used_at < ?",
        "known_devices_by_age",
    ),
    (
        "SELECT * FROM sign_ins WHERE member_id = ? AND account_id = ? \
         ORDER BY at DESC, id DESC LIMIT ? OFFSET ?",
        "sign_ins_by_account",
    ),
    (
        "SELECT COUNT(*) FROM sign_ins WHERE member_id = ? AND account_id = ?",
        "sign_ins_by_account",
    ),
    ("DELETE FROM sign_ins WHERE at < ?", "sign_ins_by_age"),
];

/// The steps by which SQLite would answer a query.
pub(crate) async fn plan(database: &TestDb, query: &str) -> Vec<String> {
    let query = format!("EXPLAIN QUERY PLAN {query}");
    let read: Result<Vec<Step>, DbError> = database
        .db
        .read(move |tx| Ok(sql_query(query).load(tx.conn())?))
        .await;
    read.unwrap().into_iter().map(|step| step.detail).collect()
}

#[tokio::test]
async fn frequent_queries_are_served_by_an_index() {
    let database = TestDb::new().await;
    if database.db.backend() != Backend::Sqlite {
        return;
    }
    for (query, index) in QUERIES {
        let plan = plan(&database, query).await;
        assert!(
            plan.iter().any(|step| step.contains(index)),
            "{query}: {plan:?}"
        );
        let slow = |step: &String| step.starts_with("SCAN") || step.contains("TEMP B-TREE");
        assert!(!plan.iter().any(slow), "{query}: {plan:?}");
    }
}

/// What a list of applications is narrowed by, beside the member.
const FILTERS: [&str; 7] = [
    "",
    " AND search_text LIKE ? ESCAPE '\\' AND search_text LIKE ? ESCAPE '\\'",
    " AND effective_date >= ? AND effective_date <= ?",
    " AND effective_date >= ? AND search_text LIKE ? ESCAPE '\\'",
    " AND state = ?",
    " AND state <> ? AND effective_date < ?",
    " AND state = ? AND effective_date >= ? AND deadline_at > ?",
];

/// How it ends: as a count, or in each order.
const ENDS: [&str; 7] = [
    "",
    " ORDER BY serial ASC LIMIT ? OFFSET ?",
    " ORDER BY serial DESC LIMIT ? OFFSET ?",
    " ORDER BY effective_date ASC, serial ASC LIMIT ? OFFSET ?",
    " ORDER BY effective_date DESC, serial DESC LIMIT ? OFFSET ?",
    " ORDER BY added_ports ASC, serial ASC LIMIT ? OFFSET ?",
    " ORDER BY added_ports DESC, serial DESC LIMIT ? OFFSET ?",
];

/// Words are looked for in every row of the member, but in no row of another one.
#[tokio::test]
async fn every_search_of_applications_begins_at_the_member() {
    let database = TestDb::new().await;
    if database.db.backend() != Backend::Sqlite {
        return;
    }
    for filter in FILTERS {
        for end in ENDS {
            let query =
                format!("SELECT serial FROM port_applications WHERE member_id = ?{filter}{end}");
            let plan = plan(&database, &query).await;
            let begins = plan[0].starts_with("SEARCH") && plan[0].contains("(member_id=?");
            assert!(begins, "{query}: {plan:?}");
        }
    }
}

#[tokio::test]
async fn every_search_of_accounts_begins_at_the_member() {
    const SELECTS: [&str; 2] = [
        "COUNT(*)",
        "*, (SELECT max(locked_until) FROM factor_failures f WHERE f.member_id = a.member_id \
         AND f.account_id = a.id AND f.factor <> ? LIMIT ?), \
         EXISTS (SELECT * FROM totp_secrets t WHERE t.member_id = a.member_id \
         AND t.account_id = a.id AND t.confirmed = ?)",
    ];
    const FILTERS: [&str; 4] = [
        "",
        " AND search_text LIKE ? ESCAPE '\\' AND search_text LIKE ? ESCAPE '\\'",
        " AND role = ? AND valid_until >= ? AND state = ? AND password_hash IS NOT NULL",
        " AND role = ? AND valid_until >= ? AND state = ? AND id <> ?",
    ];
    const ENDS: [&str; 3] = [
        "",
        " ORDER BY name, id LIMIT ? OFFSET ?",
        " ORDER BY email_key, id LIMIT ? OFFSET ?",
    ];
    let database = TestDb::new().await;
    if database.db.backend() != Backend::Sqlite {
        return;
    }
    for select in SELECTS {
        for filter in FILTERS {
            for end in ENDS {
                let query = format!(
                    "SELECT {select} FROM accounts a WHERE member_id = ? AND state <> ?{filter}{end}"
                );
                let plan = plan(&database, &query).await;
                let begins = plan[0].starts_with("SEARCH") && plan[0].contains("(member_id=?");
                assert!(begins, "{query}: {plan:?}");
                assert!(!plan.iter().any(|step| step.starts_with("SCAN")));
            }
        }
    }
}
