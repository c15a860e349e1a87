//! The statements of a connection that writes.

use anyhow::Result;
use tokio_postgres::{Client, Statement};

use crate::floor::submission::sql;

macro_rules! statements {
    ($($name:ident = $sql:expr;)*) => {
        /// The statements, prepared.
        pub(super) struct Statements { $(pub(super) $name: Statement,)* }

        impl Statements {
            pub(super) async fn prepare(client: &Client) -> Result<Self> {
                Ok(Self { $($name: client.prepare($sql).await?,)* })
            }
        }
    };
}

statements! {
    begin = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
    lock_member = sql::LOCK_MEMBER;
    find_key = sql::FIND_KEY;
    added_to_day = sql::ADDED_TO_DAY;
    holiday_import = sql::HOLIDAY_IMPORT;
    closings = sql::CLOSINGS;
    addresses = sql::ADDRESSES;
    audit_head = sql::AUDIT_HEAD;
    take_serial = sql::TAKE_SERIAL;
    application = sql::APPLICATION;
    event = sql::EVENT;
    audit_event = sql::AUDIT_EVENT;
    audit_digest = sql::AUDIT_DIGEST;
    job = sql::JOB;
    key = sql::KEY;
    commit = "COMMIT";
    rollback = "ROLLBACK";
}
