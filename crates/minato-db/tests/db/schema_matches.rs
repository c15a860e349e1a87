//! `schema.rs` says what stands in the migrated database: tables, columns, their order,
//! types and whether they may be null.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use minato_db::{Conn, DbError, Tx};
use minato_test::TestDb;

/// Columns of each table as `name -> Type`, in order.
type Tables = BTreeMap<String, Vec<String>>;

/// What `schema.rs` says. It is written in one form only, so lines are enough.
fn declared() -> Tables {
    let mut tables = Tables::new();
    let mut table = String::new();
    for line in include_str!("../../src/schema.rs").lines().map(str::trim) {
        if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with(") {")) {
            name.clone_into(&mut table);
        } else if let Some(column) = line.strip_suffix(',').filter(|line| line.contains(" -> ")) {
            tables
                .entry(table.clone())
                .or_default()
                .push(column.to_owned());
        }
    }
    tables
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    relation: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
}

fn columns(conn: &mut Conn) -> QueryResult<Vec<Column>> {
    match conn {
        Conn::Sqlite(sqlite) => diesel::sql_query(
            "SELECT t.name AS relation, c.name AS name, c.type AS kind, \
             c.\"notnull\" = 0 AS nullable FROM sqlite_schema t, pragma_table_info(t.name) c \
             WHERE t.type = 'table' ORDER BY t.name, c.cid",
        )
        .load(sqlite),
        #[cfg(feature = "postgres")]
        Conn::Postgres(postgres) => diesel::sql_query(
            "SELECT table_name::text AS relation, column_name::text AS name, data_type::text AS kind, \
             is_nullable = 'YES' AS nullable FROM information_schema.columns \
             WHERE table_schema = 'public' ORDER BY table_name, ordinal_position",
        )
        .load(postgres),
    }
}

/// Our word for a type of either database.
fn word(kind: &str) -> &str {
    match kind.to_ascii_lowercase().as_str() {
        "text" => "Text",
        "bigint" => "BigInt",
        "boolean" => "Bool",
        "date" => "Date",
        "timestamp" | "timestamp without time zone" => "Timestamp",
        "blob" | "bytea" => "Binary",
        _ => kind,
    }
}

fn migrated(columns: Vec<Column>) -> Tables {
    let mut tables = Tables::new();
    for column in columns {
        if column.relation.starts_with("__diesel") || column.relation.starts_with("sqlite_") {
            continue;
        }
        let word = word(&column.kind);
        let word = if column.nullable {
            format!("Nullable<{word}>")
        } else {
            word.to_owned()
        };
        let line = format!("{} -> {word}", column.name);
        tables.entry(column.relation).or_default().push(line);
    }
    tables
}

#[tokio::test]
async fn the_schema_is_the_migrated_database() {
    let test = TestDb::new().await;
    let columns = test
        .db
        .read(|tx| Ok::<_, DbError>(columns(tx.conn())?))
        .await
        .unwrap();
    assert!(columns.len() > 50, "the query must find them");
    assert_eq!(declared(), migrated(columns));
}
