//! Applying on SQLite: a transaction and a flush to the disk for each request.

use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use minato_db::{Clock as _, SystemClock};
use rusqlite::params;

use super::Transaction;
use crate::floor::caller::{Applicant, Caller, SESSION};
use crate::floor::http::Outcome;
use crate::floor::submission::{Asked, Facts, Kept, Keys, Rows, Taken, sql};

/// The workers take turns: whoever meets SQLite's own lock sleeps and tries again, which
/// takes longer than to wait here.
static TURN: Mutex<()> = Mutex::new(());

pub(super) fn submit(
    transaction: &Transaction<'_>,
    secret: &str,
    asked: &Asked,
    keys: &Keys,
) -> Result<Outcome<Kept>> {
    let Some((caller, applicant)) = who(transaction, secret)? else {
        return Ok(Outcome::NotSignedIn);
    };
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    transaction.run("BEGIN IMMEDIATE")?;
    let result = transaction.submit((&caller, &applicant), asked, keys);
    transaction.run(match &result {
        Ok(Some(_)) => "COMMIT",
        _ => "ROLLBACK",
    })?;
    Ok(result?.map_or(Outcome::Refused, Outcome::Done))
}

fn who(transaction: &Transaction<'_>, secret: &str) -> Result<Option<(Caller, Applicant)>> {
    let mut statement = transaction.prepare(SESSION)?;
    let mut rows = statement.query([secret])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let Some(caller) = Caller::read(row, SystemClock.now())? else {
        return Ok(None);
    };
    Ok(Some((caller, Applicant::read(row)?)))
}

impl Transaction<'_> {
    /// Inside the transaction: the answer of this request or of an earlier one with its key.
    fn submit(
        &self,
        (caller, applicant): (&Caller, &Applicant),
        asked: &Asked,
        keys: &Keys,
    ) -> Result<Option<Kept>> {
        let principal = Asked::principal(&caller.account);
        if let Some((digest, kept)) = self.kept(&caller.member, &principal, asked)? {
            return Ok((digest == asked.request_digest).then_some(kept));
        }
        let facts = self.facts(&caller.member, asked)?;
        let Some(deadline) = facts.judge(asked)? else {
            return Ok(None);
        };
        let addresses = self.addresses(&caller.member)?;
        let taken = self.take(&caller.member)?;
        let people = (caller, applicant);
        let rows = Rows::new(keys, people, asked, &facts, deadline, &addresses, taken)?;
        self.insert(people, asked, &rows)?;
        self.insert_key(&caller.member, &principal, asked, &rows)?;
        Ok(Some(rows.kept))
    }

    fn kept(&self, member: &str, principal: &str, asked: &Asked) -> Result<Option<(String, Kept)>> {
        let now = SystemClock.now().naive_utc();
        let mut statement = self.prepare(sql::FIND_KEY)?;
        let mut rows = statement.query(params![
            member,
            principal,
            asked.operation,
            asked.key_digest,
            now
        ])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        Ok(Some((
            row.get(0)?,
            Kept {
                location: row.get(1)?,
                etag: row.get(2)?,
                body: row.get(3)?,
            },
        )))
    }

    fn facts(&self, member: &str, asked: &Asked) -> Result<Facts> {
        let max_added_ports = self
            .prepare(sql::LOCK_MEMBER)?
            .query_row([member], |row| row.get(0))?;
        Ok(Facts {
            now: SystemClock.now(),
            max_added_ports,
            others: self
                .prepare(sql::ADDED_TO_DAY)?
                .query_row(params![member, asked.day], |row| row.get(0))?,
            imported: self.prepare(sql::HOLIDAY_IMPORT)?.exists([])?,
            closings: self
                .prepare(sql::CLOSINGS)?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?,
        })
    }

    fn addresses(&self, member: &str) -> Result<Vec<String>> {
        let mut statement = self.prepare(sql::ADDRESSES)?;
        let addresses = statement.query_map([member], |row| row.get(0))?;
        Ok(addresses.collect::<Result<_, _>>()?)
    }

    fn take(&self, member: &str) -> Result<Taken> {
        let audit = self
            .prepare(sql::AUDIT_HEAD)?
            .query_row([member], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let serial = self
            .prepare(sql::TAKE_SERIAL)?
            .query_row([], |row| row.get(0))?;
        Ok(Taken { serial, audit })
    }

    fn insert(&self, people: (&Caller, &Applicant), asked: &Asked, rows: &Rows) -> Result<()> {
        let (
            Caller {
                member, account, ..
            },
            name,
        ) = (people.0, &people.1.name);
        self.prepare(sql::APPLICATION)?.execute(params![
            member,
            rows.serial,
            asked.day,
            asked.ports,
            account,
            name,
            rows.deadline_on,
            rows.deadline_at,
            rows.search_text,
            rows.now
        ])?;
        self.prepare(sql::EVENT)?.execute(params![
            member,
            rows.serial,
            asked.day,
            asked.ports,
            rows.deadline_on,
            rows.deadline_at,
            account,
            name,
            rows.now
        ])?;
        let (seq, previous, digest) = &rows.audit;
        self.prepare(sql::AUDIT_EVENT)?.execute(params![
            member,
            seq,
            rows.now,
            account,
            rows.number,
            previous,
            digest
        ])?;
        self.prepare(sql::AUDIT_DIGEST)?
            .execute(params![digest, member])?;
        for (id, payload) in &rows.mails {
            self.prepare(sql::JOB)?
                .execute(params![id, payload, rows.now, rows.mails_until])?;
        }
        Ok(())
    }

    fn insert_key(&self, member: &str, principal: &str, asked: &Asked, rows: &Rows) -> Result<()> {
        self.prepare(sql::KEY)?.execute(params![
            member,
            principal,
            asked.operation,
            asked.key_digest,
            asked.request_digest,
            rows.kept.location,
            rows.kept.etag,
            rows.kept.body,
            rows.kept_until
        ])?;
        Ok(())
    }
}
