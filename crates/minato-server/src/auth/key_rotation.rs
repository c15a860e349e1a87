//! Replacing the keys that encrypt rows, while servers run: every row that another key than the
//! active one encrypts is encrypted anew. A table that keeps something sealed has a variant here.

use std::collections::BTreeMap;
use std::fmt;

use actix_web::web::Data;
use minato_db::models::sealed_operator_secrets::{self, Holder};
use minato_db::models::sealed_rows::{self, Cursor};
use minato_db::models::token_keys;
use minato_db::{DbError, ReadTx, WriteTx};

use super::{operator, tokens, totp};
use crate::app::App;
use crate::jobs::payload;

/// How many rows one transaction looks at.
const BATCH: i64 = 200;

/// A table that holds something encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealedTable {
    /// Secrets of authenticator apps.
    TotpSecrets,
    /// Those of operators.
    Operators,
    /// Those that operators are about to set up.
    OperatorSetups,
    /// The keys that sign tokens.
    TokenKeys,
    /// What waiting jobs need to know.
    Jobs,
}

impl SealedTable {
    /// Every such table.
    pub const ALL: [Self; 5] = [
        Self::TotpSecrets,
        Self::Operators,
        Self::OperatorSetups,
        Self::TokenKeys,
        Self::Jobs,
    ];

    /// The name of the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::TotpSecrets => "totp_secrets",
            Self::Operators => "operators",
            Self::OperatorSetups => "operator_setups",
            Self::TokenKeys => "token_keys",
            Self::Jobs => "jobs",
        }
    }
}

/// What a key is to the rows that it encrypts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It encrypts what is new.
    Active,
    /// It decrypts only.
    Old,
    /// It is not there: these rows cannot be read.
    Missing,
}

/// How many rows of a table a key encrypts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// The table.
    pub table: SealedTable,
    /// The name of the key; empty for the one that is derived from the secret key.
    pub key: String,
    /// How many rows.
    pub rows: i64,
    /// What the key is to them.
    pub standing: Standing,
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = match self.key.as_str() {
            "" => "(from the secret key)",
            name => name,
        };
        let standing = match self.standing {
            Standing::Active => "active",
            Standing::Old => "old",
            Standing::Missing => "missing",
        };
        let (table, rows) = (self.table.name(), self.rows);
        write!(f, "{table:<14} {key:<32} {rows:>8} rows  {standing}")
    }
}

/// What became of the rows of a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rotated {
    /// Rows that are under the active key now.
    pub sealed: usize,
    /// Rows that no key opens. They stay as they are.
    pub unreadable: usize,
}

/// By which keys rows are encrypted now.
pub async fn usage(app: &Data<App>) -> Result<Vec<Usage>, DbError> {
    let state = app.clone();
    app.db
        .read_long(move |tx| {
            let mut usage = Vec::new();
            for table in SealedTable::ALL {
                for (key, rows) in count(tx, table)? {
                    usage.push(Usage {
                        standing: standing(&state, table, &key),
                        key: shown(&state, table, key),
                        table,
                        rows,
                    });
                }
            }
            Ok(usage)
        })
        .await
}

fn count(tx: &mut ReadTx<'_>, table: SealedTable) -> Result<Vec<(String, i64)>, DbError> {
    match table {
        SealedTable::TotpSecrets => sealed_rows::count_totp_secrets(tx),
        SealedTable::Operators => sealed_operator_secrets::count(tx, Holder::Operators),
        SealedTable::OperatorSetups => sealed_operator_secrets::count(tx, Holder::Setups),
        SealedTable::TokenKeys => {
            let mut counts = BTreeMap::new();
            for key in token_keys::list(tx)? {
                *counts.entry(key.key_id).or_insert(0) += 1;
            }
            Ok(counts.into_iter().collect())
        }
        SealedTable::Jobs => {
            let mut counts = BTreeMap::new();
            let mut after = Cursor::default();
            loop {
                let jobs = sealed_rows::waiting_payloads(tx, &after, BATCH)?;
                let Some(last) = jobs.last() else {
                    return Ok(counts.into_iter().collect());
                };
                after.1 = last.id.0.to_string();
                for job in &jobs {
                    let key = payload::key_name(&job.payload).to_owned();
                    *counts.entry(key).or_insert(0) += 1;
                }
            }
        }
    }
}

fn standing(app: &App, table: SealedTable, key: &str) -> Standing {
    let (active, known) = match table {
        SealedTable::TotpSecrets | SealedTable::Operators | SealedTable::OperatorSetups => {
            (app.keys.totp.id(), app.keys.totp.knows(key))
        }
        SealedTable::TokenKeys => (app.keys.tokens.id(), app.keys.tokens.knows(key)),
        SealedTable::Jobs => (
            app.keys.payloads.active_name(),
            app.keys.payloads.knows(key),
        ),
    };
    match (key == active, known) {
        (true, _) => Standing::Active,
        (false, true) => Standing::Old,
        (false, false) => Standing::Missing,
    }
}

/// The name of a key as the settings call it.
fn shown(app: &App, table: SealedTable, key: String) -> String {
    let named = app.settings.data_keys.iter().any(|(name, _)| name == key);
    match standing(app, table, &key) {
        Standing::Active | Standing::Old if !named => String::new(),
        _ => key,
    }
}

/// Puts every row of a table under the active key. Servers may go on meanwhile, and it may be
/// ended and begun again at any time.
pub async fn rotate(app: &Data<App>, table: SealedTable) -> Result<Rotated, DbError> {
    let (mut rotated, mut after) = (Rotated::default(), Cursor::default());
    loop {
        let (state, from) = (app.clone(), after);
        let batch = app.db.write(move |tx| match table {
            SealedTable::TotpSecrets => rotate_totp_secrets(tx, &state, &from),
            SealedTable::Operators => rotate_operators(tx, &state, Holder::Operators, &from),
            SealedTable::OperatorSetups => rotate_operators(tx, &state, Holder::Setups, &from),
            SealedTable::TokenKeys => rotate_token_keys(tx, &state),
            SealedTable::Jobs => rotate_jobs(tx, &state, &from),
        });
        let (done, last) = batch.await?;
        rotated.sealed += done.sealed;
        rotated.unreadable += done.unreadable;
        match last {
            Some(last) => after = last,
            None => return Ok(rotated),
        }
    }
}

fn rotate_totp_secrets(
    tx: &mut WriteTx<'_>,
    app: &App,
    after: &Cursor,
) -> Result<(Rotated, Option<Cursor>), DbError> {
    let active = app.keys.totp.id();
    let rows = sealed_rows::totp_secrets_not_under(tx, active, after, BATCH)?;
    let mut done = Rotated::default();
    for row in &rows {
        match totp::reseal(&app.keys, row, tx.entropy()) {
            Ok(sealed) => {
                let replaced = sealed_rows::replace_totp_secret(tx, row, &sealed, active)?;
                done.sealed += usize::from(replaced);
            }
            Err(error) => {
                let (account, row) = (row.account_id.0, row.id.0);
                tracing::error!(%error, %account, %row, "the secret of an app stays as it is");
                done.unreadable += 1;
            }
        }
    }
    let last = rows.last();
    let last = last.map(|row| (row.member_id.0.to_string(), row.id.0.to_string()));
    Ok((done, last))
}

fn rotate_operators(
    tx: &mut WriteTx<'_>,
    app: &App,
    holder: Holder,
    after: &Cursor,
) -> Result<(Rotated, Option<Cursor>), DbError> {
    let active = app.keys.totp.id();
    let rows = sealed_operator_secrets::not_under(tx, holder, active, &after.1, BATCH)?;
    let mut done = Rotated::default();
    for row in &rows {
        match operator::reseal(&app.keys, holder, row, tx.entropy()) {
            Ok(sealed) => {
                let replaced = sealed_operator_secrets::replace(tx, holder, row, &sealed, active)?;
                done.sealed += usize::from(replaced);
            }
            Err(error) => {
                let operator = row.operator_id.0;
                tracing::error!(%error, %operator, "the secret of an operator's app stays as it is");
                done.unreadable += 1;
            }
        }
    }
    let last = rows.last().map(|row| (String::new(), row.id.0.to_string()));
    Ok((done, last))
}

/// There are few of them.
fn rotate_token_keys(
    tx: &mut WriteTx<'_>,
    app: &App,
) -> Result<(Rotated, Option<Cursor>), DbError> {
    let active = app.keys.tokens.id();
    let mut done = Rotated::default();
    for row in token_keys::list(tx)? {
        if row.key_id == active {
            continue;
        }
        match tokens::keys::reseal(&app.keys, &row, tx.entropy()) {
            Ok(sealed) => {
                done.sealed += usize::from(token_keys::reseal(tx, &row, &sealed, active)?);
            }
            Err(error) => {
                let key = row.id.0;
                tracing::error!(%error, %key, "a key of tokens stays as it is");
                done.unreadable += 1;
            }
        }
    }
    Ok((done, None))
}

fn rotate_jobs(
    tx: &mut WriteTx<'_>,
    app: &App,
    after: &Cursor,
) -> Result<(Rotated, Option<Cursor>), DbError> {
    let keys = &app.keys.payloads;
    let jobs = sealed_rows::waiting_payloads(tx, after, BATCH)?;
    let mut done = Rotated::default();
    for job in &jobs {
        if payload::key_name(&job.payload) == keys.active_name() {
            continue;
        }
        match keys.reseal(&job.kind, &job.payload, tx.entropy()) {
            Ok(sealed) => {
                let replaced = sealed_rows::replace_payload(tx, job, &sealed)?;
                done.sealed += usize::from(replaced);
            }
            Err(error) => {
                let job = job.id.0;
                tracing::error!(%error, %job, "the payload of a job stays as it is");
                done.unreadable += 1;
            }
        }
    }
    let last = jobs.last().map(|job| (String::new(), job.id.0.to_string()));
    Ok((done, last))
}
