//! Applying on PostgreSQL: two trips to the server, one that locks and reads, one that writes
//! and commits.

use std::cell::RefCell;

use anyhow::Result;
use tokio::sync::Semaphore;
use tokio_postgres::Client;

use super::connect;
use super::statements::Statements;
use crate::floor::caller::{Applicant, Caller};
use crate::floor::submission::{Asked, Kept, Keys, Rows};

/// How many transactions of one worker are under way at a time.
const AT_ONCE: usize = 2;

/// The connections of a worker that write.
pub(super) struct Writers {
    url: String,
    slots: Semaphore,
    idle: RefCell<Vec<Writer>>,
}

/// One of them.
pub(super) struct Writer {
    pub(super) client: Client,
    pub(super) statements: Statements,
}

impl Writers {
    pub(super) fn new(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            slots: Semaphore::new(AT_ONCE),
            idle: RefCell::new(Vec::new()),
        }
    }

    /// Applies; `None` if it is refused. A connection that fails is not used again.
    pub(super) async fn submit(
        &self,
        people: &(Caller, Applicant),
        asked: &Asked,
        keys: &Keys,
    ) -> Result<Option<Kept>> {
        let _slot = self.slots.acquire().await?;
        let idle = self.idle.borrow_mut().pop();
        let writer = match idle {
            Some(writer) => writer,
            None => Writer::connect(&self.url).await?,
        };
        let kept = writer.submit(people, asked, keys).await?;
        self.idle.borrow_mut().push(writer);
        Ok(kept)
    }
}

impl Writer {
    async fn connect(url: &str) -> Result<Self> {
        let client = connect(url).await?;
        let statements = Statements::prepare(&client).await?;
        Ok(Self { client, statements })
    }

    async fn submit(
        &self,
        (caller, applicant): &(Caller, Applicant),
        asked: &Asked,
        keys: &Keys,
    ) -> Result<Option<Kept>> {
        let principal = Asked::principal(&caller.account);
        let read = self
            .lock_and_read(&caller.member, &principal, asked)
            .await?;
        if let Some((digest, kept)) = read.kept {
            self.roll_back().await?;
            return Ok((digest == asked.request_digest).then_some(kept));
        }
        let Some(deadline) = read.facts.judge(asked)? else {
            self.roll_back().await?;
            return Ok(None);
        };
        let people = (caller, applicant);
        let (facts, addresses) = (&read.facts, &read.addresses);
        let rows = Rows::new(keys, people, asked, facts, deadline, addresses, read.taken)?;
        self.write_and_commit(people, &principal, asked, &rows)
            .await?;
        Ok(Some(rows.kept))
    }

    async fn roll_back(&self) -> Result<()> {
        self.client.execute(&self.statements.rollback, &[]).await?;
        Ok(())
    }
}
