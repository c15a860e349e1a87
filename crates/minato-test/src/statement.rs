//! Statements as they stand, for what the product has no words for.

use diesel::{RunQueryDsl as _, sql_query};
use minato_db::{Db, DbError, Tx as _};

/// Runs a statement that changes rows.
pub async fn execute(db: &Db, statement: String) {
    let done: Result<(), DbError> = db
        .write(move |tx| Ok(sql_query(statement).execute(tx.conn()).map(drop)?))
        .await;
    done.expect("the statement is run");
}
