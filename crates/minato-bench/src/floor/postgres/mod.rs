//! PostgreSQL by hand: pipelined statements, which are prepared once. All readers of a worker
//! share one connection; a transaction that writes has one to itself.

mod contract_reader;
mod first_trip;
mod reader;
mod second_trip;
mod statements;
mod submit;

use anyhow::Result;
use chrono::{DateTime, Utc};
use minato_types::contracts::ContractCounts;
use minato_types::page::Page;
use minato_types::values::PortApplicationNumber;
use tokio::sync::OnceCell;
use tokio_postgres::Client;

use super::application::{Application, Found};
use super::contract::{Contract, Tagged};
use super::http::{Outcome, Store};
use super::submission::{Asked, Kept, Keys};
use crate::database;
use contract_reader::ContractReader;
use reader::Reader;
use submit::Writers;

/// The settings of a connection of the product.
const SETTINGS: &str = "SET TIME ZONE 'UTC'; SET statement_timeout = 10000; \
    SET lock_timeout = 5000; SET idle_in_transaction_session_timeout = '60s'";

/// The worker's connections, opened when they are asked for first.
pub(super) struct Postgres {
    url: String,
    reader: OnceCell<Reader>,
    contracts: OnceCell<ContractReader>,
    writers: Writers,
}

impl Store for Postgres {
    fn new(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            reader: OnceCell::new(),
            contracts: OnceCell::new(),
            writers: Writers::new(url),
        }
    }

    async fn list(&self, secret: &str, now: DateTime<Utc>) -> Result<Outcome<Page<Application>>> {
        self.reader().await?.list(secret, now).await
    }

    async fn detail(
        &self,
        secret: &str,
        number: PortApplicationNumber,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Found>> {
        self.reader().await?.detail(secret, number, now).await
    }

    async fn submit(&self, secret: &str, asked: &Asked, keys: &Keys) -> Result<Outcome<Kept>> {
        let Some(people) = self.reader().await?.applicant(secret).await? else {
            return Ok(Outcome::NotSignedIn);
        };
        let kept = self.writers.submit(&people, asked, keys).await?;
        Ok(kept.map_or(Outcome::Refused, Outcome::Done))
    }

    async fn contracts(
        &self,
        secret: &str,
        words: Option<[String; 2]>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Page<Contract>>> {
        self.contract_reader().await?.list(secret, words, now).await
    }

    async fn contract_counts(
        &self,
        secret: &str,
        now: DateTime<Utc>,
    ) -> Result<Outcome<ContractCounts>> {
        self.contract_reader().await?.counts(secret, now).await
    }

    async fn contract(
        &self,
        secret: &str,
        number: &str,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Tagged>> {
        let reader = self.contract_reader().await?;
        reader.detail(secret, number, now).await
    }
}

impl Postgres {
    async fn contract_reader(&self) -> Result<&ContractReader> {
        self.contracts
            .get_or_try_init(|| ContractReader::connect(&self.url))
            .await
    }

    async fn reader(&self) -> Result<&Reader> {
        self.reader
            .get_or_try_init(|| Reader::connect(&self.url))
            .await
    }
}

async fn connect(url: &str) -> Result<Client> {
    let client = database::connect(url).await?;
    client.batch_execute(SETTINGS).await?;
    Ok(client)
}
