//! Reading contracts, by a connection of their own. What groups give is asked for in the first
//! trip; the second depends on it.

use anyhow::Result;
use chrono::{DateTime, Utc};
use minato_types::contracts::ContractCounts;
use minato_types::page::Page;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Statement};

use super::connect;
use crate::floor::caller::{Caller, SESSION};
use crate::floor::contract::{self, Contract, Tagged};
use crate::floor::http::Outcome;

type Parameter<'a> = &'a (dyn ToSql + Sync);

/// A connection that only reads contracts.
pub(super) struct ContractReader {
    client: Client,
    session: Statement,
    rights: Statement,
    begin: Statement,
    page: Statement,
    total: Statement,
    page_of_words: Statement,
    total_of_words: Statement,
    counts: Statement,
    detail: Statement,
    contacts: Statement,
    commit: Statement,
}

impl ContractReader {
    pub(super) async fn connect(url: &str) -> Result<Self> {
        let client = connect(url).await?;
        // Rows and their number are of one state.
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        Ok(Self {
            begin: client.prepare(begin).await?,
            commit: client.prepare("COMMIT").await?,
            session: client.prepare(SESSION).await?,
            rights: client.prepare(contract::RIGHTS).await?,
            page: client.prepare(contract::PAGE).await?,
            total: client.prepare(contract::TOTAL).await?,
            page_of_words: client.prepare(contract::PAGE_OF_WORDS).await?,
            total_of_words: client.prepare(contract::TOTAL_OF_WORDS).await?,
            counts: client.prepare(contract::COUNTS).await?,
            detail: client.prepare(contract::DETAIL).await?,
            contacts: client.prepare(contract::CONTACTS).await?,
            client,
        })
    }

    pub(super) async fn list(
        &self,
        secret: &str,
        words: Option<[String; 2]>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Page<Contract>>> {
        let caller = match self.caller(secret, now).await? {
            Outcome::Done(caller) => caller,
            Outcome::Refused => return Ok(Outcome::Refused),
            Outcome::NotSignedIn => return Ok(Outcome::NotSignedIn),
        };
        let words = words.map(|words| words.map(|word| contract::containing(&word)));
        let mut values: Vec<Parameter<'_>> = vec![&caller.member];
        let (page, total) = match &words {
            None => (&self.page, &self.total),
            Some([first, second]) => {
                values.extend([first as Parameter<'_>, second]);
                (&self.page_of_words, &self.total_of_words)
            }
        };
        let (begun, rows, total, committed) = tokio::join!(
            biased;
            async { self.client.execute(&self.begin, &[]).await },
            async { self.client.query(page, &values).await },
            async { self.client.query_one(total, &values).await },
            async { self.client.execute(&self.commit, &[]).await },
        );
        begun?;
        committed?;
        let found: Result<Vec<Contract>> = rows?.iter().map(Contract::read).collect();
        Ok(Outcome::Done(contract::page(found?, total?.try_get(0)?)))
    }

    pub(super) async fn counts(
        &self,
        secret: &str,
        now: DateTime<Utc>,
    ) -> Result<Outcome<ContractCounts>> {
        let caller = match self.caller(secret, now).await? {
            Outcome::Done(caller) => caller,
            Outcome::Refused => return Ok(Outcome::Refused),
            Outcome::NotSignedIn => return Ok(Outcome::NotSignedIn),
        };
        let row = self
            .client
            .query_one(&self.counts, &[&caller.member])
            .await?;
        Ok(Outcome::Done(contract::counts(&row)?))
    }

    pub(super) async fn detail(
        &self,
        secret: &str,
        number: &str,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Tagged>> {
        let caller = match self.caller(secret, now).await? {
            Outcome::Done(caller) => caller,
            Outcome::Refused => return Ok(Outcome::Refused),
            Outcome::NotSignedIn => return Ok(Outcome::NotSignedIn),
        };
        let values: [Parameter<'_>; 2] = [&caller.member, &number];
        let (begun, row, contacts, committed) = tokio::join!(
            biased;
            async { self.client.execute(&self.begin, &[]).await },
            async { self.client.query_opt(&self.detail, &values).await },
            async { self.client.query(&self.contacts, &values).await },
            async { self.client.execute(&self.commit, &[]).await },
        );
        begun?;
        committed?;
        let contacts: Result<Vec<_>> = contacts?.iter().map(contract::contact).collect();
        Ok(match row? {
            Some(row) => Outcome::Done(Tagged::read(&row, contacts?)?),
            None => Outcome::Refused,
        })
    }

    /// Whoever asks, if he sees everything.
    async fn caller(&self, secret: &str, now: DateTime<Utc>) -> Result<Outcome<Caller>> {
        let Some(row) = self.client.query_opt(&self.session, &[&secret]).await? else {
            return Ok(Outcome::NotSignedIn);
        };
        let Some(caller) = Caller::read(&row, now)? else {
            return Ok(Outcome::NotSignedIn);
        };
        let values: [Parameter<'_>; 2] = [&caller.member, &caller.account];
        for row in self.client.query(&self.rights, &values).await? {
            if contract::is_everything(&row)? {
                return Ok(Outcome::Done(caller));
            }
        }
        Ok(Outcome::Refused)
    }
}
