//! The bundled SQLite is built with our flags (`.cargo/config.toml`), and every connection
//! has our pragmas.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use minato_db::{Backend, Conn, DbError, Tx};
use minato_test::TestDb;

#[derive(QueryableByName)]
struct CompileOption {
    #[diesel(sql_type = Text)]
    compile_options: String,
}

fn compile_options(conn: &mut Conn) -> QueryResult<Vec<CompileOption>> {
    diesel::sql_query("PRAGMA compile_options").load(conn)
}

#[tokio::test]
async fn sqlite_is_built_for_speed() {
    let test = TestDb::new().await;
    if test.db.backend() == Backend::Postgres {
        return;
    }
    let options = test
        .db
        .read(|tx| Ok::<_, DbError>(compile_options(tx.conn())?))
        .await
        .unwrap();
    let has = |name: &str| options.iter().any(|option| option.compile_options == name);
    assert!(
        has("ENABLE_QPSG"),
        "LIMIT and OFFSET would be planned again at every call"
    );
    assert!(
        !has("ENABLE_STAT4"),
        "parameters would be planned again after ANALYZE"
    );
    assert!(
        has("DEFAULT_MEMSTATUS=0"),
        "all threads would share one mutex"
    );
}

#[derive(QueryableByName)]
struct Pragma {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

fn pragma(tx: &mut impl Tx, name: &str) -> Result<i64, DbError> {
    let row: Pragma = diesel::sql_query(format!(
        "SELECT CAST({name} AS BIGINT) AS value FROM pragma_{name}"
    ))
    .get_result(tx.conn())?;
    Ok(row.value)
}

#[tokio::test]
async fn the_writer_is_durable_and_readers_only_read() {
    let test = TestDb::new().await;
    if test.db.backend() == Backend::Postgres {
        return;
    }
    let (durable, keys) = test
        .db
        .write(|tx| Ok::<_, DbError>((pragma(tx, "synchronous")?, pragma(tx, "foreign_keys")?)))
        .await
        .unwrap();
    assert_eq!((durable, keys), (2, 1), "2 is FULL");
    assert_eq!(
        test.db.read(|tx| pragma(tx, "query_only")).await.unwrap(),
        1
    );
    assert_eq!(
        test.db
            .read_long(|tx| pragma(tx, "query_only"))
            .await
            .unwrap(),
        1
    );
}
