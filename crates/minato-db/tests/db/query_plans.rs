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
        "SELECT * FROM sessions s \
         JOIN accounts a ON a.member_id = s.member_id AND a.id = s.account_id \
         JOIN members m ON m.id = s.member_id WHERE s.secret_digest = ?",
        "sqlite_autoindex_sessions",
    ),
    (
        "SELECT * FROM pending_logins WHERE secret_digest = ?",
        "sqlite_autoindex_pending_logins",
    ),
    (
        "SELECT codes_sent FROM pending_logins \
         WHERE member_id = ? AND account_id = ? AND created_at > ?",
        "pending_logins_by_account",
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
];

#[tokio::test]
async fn frequent_queries_are_served_by_an_index() {
    let database = TestDb::new().await;
    if database.db.backend() != Backend::Sqlite {
        return;
    }
    for (query, index) in QUERIES {
        let read: Result<Vec<Step>, DbError> = database
            .db
            .read(move |tx| Ok(sql_query(format!("EXPLAIN QUERY PLAN {query}")).load(tx.conn())?))
            .await;
        let plan: Vec<String> = read.unwrap().into_iter().map(|step| step.detail).collect();
        assert!(
            plan.iter().any(|step| step.contains(index)),
            "{query}: {plan:?}"
        );
        let slow = |step: &String| step.starts_with("SCAN") || step.contains("TEMP B-TREE");
        assert!(!plan.iter().any(slow), "{query}: {plan:?}");
    }
}
