//! The first trip of a transaction that applies: it takes the locks and reads what is decided
//! by. What is sent in one go runs in this order.

use anyhow::Result;
use minato_db::{Clock as _, SystemClock};
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

use super::submit::Writer;
use crate::floor::submission::{Asked, Facts, Kept, Taken};

type Parameter<'a> = &'a (dyn ToSql + Sync);

/// What it brings.
pub(super) struct Read {
    /// The digest of the request that came with this key before, and its answer.
    pub(super) kept: Option<(String, Kept)>,
    pub(super) facts: Facts,
    pub(super) addresses: Vec<String>,
    pub(super) taken: Taken,
}

impl Writer {
    /// The number comes last: whoever waits for it waits shortest then.
    pub(super) async fn lock_and_read(
        &self,
        member: &str,
        principal: &str,
        asked: &Asked,
    ) -> Result<Read> {
        let (client, it) = (&self.client, &self.statements);
        let day = asked.day;
        let (begun, locked, kept, others, import, closings, addresses, audit, serial) = tokio::join!(
            biased;
            async { client.execute(&it.begin, &[]).await },
            async { client.query_one(&it.lock_member, &[&member]).await },
            self.find_key(member, principal, asked),
            async { client.query_one(&it.added_to_day, &[&member, &day]).await },
            async { client.query_opt(&it.holiday_import, &[]).await },
            async { client.query(&it.closings, &[]).await },
            async { client.query(&it.addresses, &[&member]).await },
            async { client.query_one(&it.audit_head, &[&member]).await },
            async { client.query_one(&it.take_serial, &[]).await },
        );
        begun?;
        let facts = Facts {
            now: SystemClock.now(),
            max_added_ports: locked?.try_get(0)?,
            others: others?.try_get(0)?,
            imported: import?.is_some(),
            closings: all(&closings?, |row| Ok((row.try_get(0)?, row.try_get(1)?)))?,
        };
        let audit = audit?;
        Ok(Read {
            kept: kept?,
            facts,
            addresses: all(&addresses?, |row| row.try_get(0))?,
            taken: Taken {
                serial: serial?.try_get(0)?,
                audit: (audit.try_get(0)?, audit.try_get(1)?),
            },
        })
    }

    async fn find_key(
        &self,
        member: &str,
        principal: &str,
        asked: &Asked,
    ) -> Result<Option<(String, Kept)>> {
        let (find, now) = (&self.statements.find_key, SystemClock.now().naive_utc());
        let (operation, key) = (&asked.operation, &asked.key_digest);
        let wanted: [Parameter<'_>; 5] = [&member, &principal, operation, key, &now];
        let Some(row) = self.client.query_opt(find, &wanted).await? else {
            return Ok(None);
        };
        let kept = Kept {
            location: row.try_get(1)?,
            etag: row.try_get(2)?,
            body: row.try_get(3)?,
        };
        Ok(Some((row.try_get(0)?, kept)))
    }
}

fn all<T>(
    rows: &[Row],
    read: impl FnMut(&Row) -> Result<T, tokio_postgres::Error>,
) -> Result<Vec<T>, tokio_postgres::Error> {
    rows.iter().map(read).collect()
}
