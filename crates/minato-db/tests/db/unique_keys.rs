//! Both databases' unique violations become the same words.

use diesel::prelude::*;
use diesel::sql_types::Text;
use minato_db::{Backend, Conn, DbError, Tx, UniqueKey};
use minato_test::TestDb;

use crate::counters;
use crate::schema::members;

fn insert_member(conn: &mut Conn, id: &str, number: &str) -> Result<(), DbError> {
    let time = chrono::NaiveDateTime::default();
    diesel::insert_into(members::table)
        .values((
            members::id.eq(id),
            members::member_number.eq(number),
            members::name.eq("港商事株式会社"),
            members::address.eq("東京都港区"),
            members::contracted_ports.eq(10),
            members::closing_day.eq(20),
            members::two_step.eq(true),
            members::password_policy.eq("standard"),
            members::state.eq("active"),
            members::created_at.eq(time),
            members::updated_at.eq(time),
        ))
        .execute(conn)?;
    Ok(())
}

#[tokio::test]
async fn a_second_member_with_the_same_number_is_refused_by_name() {
    let test = TestDb::new().await;
    let add = |id: &'static str, number: &'static str| {
        test.db
            .write(move |tx| insert_member(tx.conn(), id, number))
    };
    add("a", "M97-00339").await.unwrap();
    let end = add("b", "M97-00339").await;
    assert!(
        matches!(end, Err(DbError::Unique(UniqueKey::MemberNumber))),
        "{end:?}"
    );
    let end = add("a", "M97-00340").await;
    assert!(
        matches!(end, Err(DbError::Unique(UniqueKey::Row))),
        "{end:?}"
    );
}

#[tokio::test]
async fn a_primary_key_is_a_row() {
    let test = TestDb::new().await;
    counters::make(&test.db, "a").await;
    let end = test.db.write(|tx| counters::insert(tx, "a")).await;
    assert!(
        matches!(end, Err(DbError::Unique(UniqueKey::Row))),
        "{end:?}"
    );
}

#[derive(QueryableByName)]
struct Key {
    #[diesel(sql_type = Text)]
    name: String,
}

/// The unique constraints and indexes that are no primary keys: by name on PostgreSQL, by
/// columns on SQLite.
fn unique_keys(conn: &mut Conn) -> QueryResult<Vec<Key>> {
    match conn {
        Conn::Sqlite(sqlite) => diesel::sql_query(
            "SELECT group_concat(t.name || '.' || c.name, ', ' ORDER BY c.seqno) AS name \
             FROM sqlite_schema t, pragma_index_list(t.name) i, pragma_index_info(i.name) c \
             WHERE t.type = 'table' AND i.\"unique\" AND i.origin <> 'pk' GROUP BY i.name",
        )
        .load(sqlite),
        #[cfg(feature = "postgres")]
        Conn::Postgres(postgres) => diesel::sql_query(
            "SELECT c.relname::text AS name FROM pg_index i \
             JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE n.nspname = 'public' AND i.indisunique AND NOT i.indisprimary",
        )
        .load(postgres),
    }
}

#[tokio::test]
async fn every_unique_constraint_has_a_meaning() {
    let test = TestDb::new().await;
    let keys = test
        .db
        .read(|tx| Ok::<_, DbError>(unique_keys(tx.conn())?))
        .await
        .unwrap();
    let meaning = match test.db.backend() {
        Backend::Sqlite => UniqueKey::over_columns,
        Backend::Postgres => UniqueKey::named,
    };
    assert!(keys.len() >= 5, "the query must find them");
    for Key { name } in keys {
        assert_ne!(
            meaning(&name),
            UniqueKey::Row,
            "{name} has no line in unique_key.rs"
        );
    }
}
