//! The statements that begin and end transactions, prepared once per connection.

use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};

use crate::{Conn, DbError};

/// A statement that controls a transaction.
#[derive(Debug, Clone, Copy)]
pub(super) enum Control {
    /// Begins a transaction that sees the state at its first statement.
    BeginRead,
    /// Begins a transaction that holds the write lock from the start: taking it later
    /// fails whenever somebody wrote in between.
    BeginWrite,
    Commit,
    Rollback,
    /// Begins a part that can be undone alone.
    Savepoint,
    /// Undoes the part; it is still open.
    RollbackToSavepoint,
    /// Ends the part; its changes wait for the commit.
    Release,
}

impl Control {
    const fn sql(self) -> &'static str {
        match self {
            Self::BeginRead => "BEGIN",
            Self::BeginWrite => "BEGIN IMMEDIATE",
            Self::Commit => "COMMIT",
            Self::Rollback => "ROLLBACK",
            Self::Savepoint => "SAVEPOINT part",
            Self::RollbackToSavepoint => "ROLLBACK TO part",
            Self::Release => "RELEASE part",
        }
    }

    /// Runs the statement.
    pub(super) fn run(self, connection: &mut Conn) -> Result<(), DbError> {
        self.execute(connection)?;
        Ok(())
    }
}

impl<DB: Backend> QueryFragment<DB> for Control {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(self.sql());
        Ok(())
    }
}

/// Without a static id, the statement cache goes by the SQL text.
impl QueryId for Control {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Connection> RunQueryDsl<Connection> for Control {}
