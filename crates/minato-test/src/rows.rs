//! Every row of every table as text: to compare a database with itself, and to look for what
//! must not stand in it.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use diesel::sql_types::Text;
use minato_db::{Conn, Db, DbError, ReadTx, Tx as _};

/// The rows of every table, in an order that depends on the rows alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows(BTreeMap<String, Vec<String>>);

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

impl Rows {
    /// One state of the whole database.
    pub async fn of(db: &Db) -> Self {
        let read: Result<_, DbError> = db.read_long(|tx| Ok(read(tx)?)).await;
        Self(read.expect("the rows can be read"))
    }

    /// The tables whose rows are not the same in both.
    pub fn changed(&self, other: &Self) -> BTreeSet<String> {
        let tables = self.0.keys().chain(other.0.keys());
        tables
            .filter(|table| self.0.get(*table) != other.0.get(*table))
            .cloned()
            .collect()
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// Where a text stands: the tables that hold it.
    pub fn holding(&self, text: &str) -> Vec<&str> {
        let holds = |rows: &[String]| rows.iter().any(|row| row.contains(text));
        let tables = self.0.iter().filter(|(_, rows)| holds(rows));
        tables.map(|(table, _)| table.as_str()).collect()
    }
}

/// The lines that a query answers, whatever kind of connection it is.
macro_rules! lines {
    ($conn:expr, $sql:expr) => {{
        let lines: Vec<Line> = diesel::sql_query($sql).load($conn)?;
        lines.into_iter().map(|line| line.line).collect::<Vec<_>>()
    }};
}

fn read(tx: &mut ReadTx<'_>) -> QueryResult<BTreeMap<String, Vec<String>>> {
    let mut tables = BTreeMap::new();
    match tx.conn() {
        Conn::Sqlite(conn) => {
            for table in lines!(conn, SQLITE_TABLES) {
                let columns = lines!(conn, sqlite_columns(&table));
                let rows = lines!(conn, sqlite_rows(&table, &columns));
                tables.insert(table, rows);
            }
        }
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => {
            for table in lines!(conn, POSTGRES_TABLES) {
                let rows = format!("SELECT t::text AS line FROM \"{table}\" t ORDER BY 1");
                let rows = lines!(conn, rows);
                tables.insert(table, rows);
            }
        }
        #[cfg(not(feature = "postgres"))]
        #[allow(unreachable_patterns, reason = "the database may be built with it")]
        _ => panic!("to test on PostgreSQL, build with the feature `postgres`"),
    }
    Ok(tables)
}

const SQLITE_TABLES: &str =
    "SELECT name AS line FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";

#[cfg(feature = "postgres")]
const POSTGRES_TABLES: &str =
    "SELECT tablename::text AS line FROM pg_tables WHERE schemaname = 'public'";

/// Hidden columns too.
fn sqlite_columns(table: &str) -> String {
    format!("SELECT name AS line FROM pragma_table_xinfo('{table}')")
}

fn sqlite_rows(table: &str, columns: &[String]) -> String {
    let columns: Vec<String> = columns.iter().map(|c| format!("quote(\"{c}\")")).collect();
    let line = columns.join(" || ',' || ");
    format!("SELECT {line} AS line FROM \"{table}\" ORDER BY 1")
}
