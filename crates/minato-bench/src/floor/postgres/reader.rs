//! Reading. Statements that are sent in one go reach the server one after the other: nobody
//! else's come in between, so that a whole transaction can be pipelined on a shared connection.

use anyhow::Result;
use chrono::{DateTime, Utc};
use minato_db::{Clock as _, SystemClock};
use minato_types::page::Page;
use minato_types::values::PortApplicationNumber;
use tokio_postgres::{Client, Row, Statement};

use super::connect;
use crate::floor::application::{self, Application, Found};
use crate::floor::caller::{Applicant, Caller, SESSION};
use crate::floor::http::Outcome;

/// A connection that is only read from.
pub(super) struct Reader {
    client: Client,
    session: Statement,
    begin: Statement,
    page: Statement,
    total: Statement,
    one: Statement,
    commit: Statement,
}

impl Reader {
    pub(super) async fn connect(url: &str) -> Result<Self> {
        let client = connect(url).await?;
        // All statements of a read see one state.
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        Ok(Self {
            session: client.prepare(SESSION).await?,
            begin: client.prepare(begin).await?,
            page: client.prepare(application::PAGE).await?,
            total: client.prepare(application::TOTAL).await?,
            one: client.prepare(application::ONE).await?,
            commit: client.prepare("COMMIT").await?,
            client,
        })
    }

    pub(super) async fn list(
        &self,
        secret: &str,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Page<Application>>> {
        let Some(row) = self.session(secret).await? else {
            return Ok(Outcome::NotSignedIn);
        };
        let Some(caller) = Caller::read(&row, now)? else {
            return Ok(Outcome::NotSignedIn);
        };
        let (rows, total) = self.page(&caller.member).await?;
        let found: Result<Vec<Found>> = rows
            .iter()
            .map(|row| Found::read(row, &caller, now))
            .collect();
        Ok(Outcome::Done(application::page(found?, total)))
    }

    pub(super) async fn detail(
        &self,
        secret: &str,
        number: PortApplicationNumber,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Found>> {
        let Some(row) = self.session(secret).await? else {
            return Ok(Outcome::NotSignedIn);
        };
        let Some(caller) = Caller::read(&row, now)? else {
            return Ok(Outcome::NotSignedIn);
        };
        let serial = i64::from(number.serial);
        let row = self
            .client
            .query_opt(&self.one, &[&caller.member, &serial])
            .await?;
        Ok(match row {
            Some(row) => Outcome::Done(Found::read(&row, &caller, now)?),
            None => Outcome::Refused,
        })
    }

    /// The person behind a session, who may apply.
    pub(super) async fn applicant(&self, secret: &str) -> Result<Option<(Caller, Applicant)>> {
        let Some(row) = self.session(secret).await? else {
            return Ok(None);
        };
        let caller = Caller::read(&row, SystemClock.now())?;
        let Some(caller) = caller else {
            return Ok(None);
        };
        Ok(Some((caller, Applicant::read(&row)?)))
    }

    async fn session(&self, secret: &str) -> Result<Option<Row>> {
        Ok(self.client.query_opt(&self.session, &[&secret]).await?)
    }

    async fn page(&self, member: &str) -> Result<(Vec<Row>, i64)> {
        let limit = application::PAGE_AND_ONE;
        let (begun, rows, total, committed) = tokio::join!(
            biased;
            async { self.client.execute(&self.begin, &[]).await },
            async { self.client.query(&self.page, &[&member, &limit, &0_i64]).await },
            async { self.client.query_one(&self.total, &[&member]).await },
            async { self.client.execute(&self.commit, &[]).await },
        );
        begun?;
        committed?;
        Ok((rows?, total?.try_get(0)?))
    }
}
