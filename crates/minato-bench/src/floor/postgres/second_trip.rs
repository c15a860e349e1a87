//! The second trip of a transaction that applies: it writes all rows and commits. If a
//! statement fails, the server undoes all of it.

use anyhow::{Result, ensure};
use tokio_postgres::Error;

use super::submit::Writer;
use crate::floor::caller::{Applicant, Caller};
use crate::floor::submission::{Asked, Rows};

type People<'a> = (&'a Caller, &'a Applicant);

impl Writer {
    pub(super) async fn write_and_commit(
        &self,
        people: People<'_>,
        principal: &str,
        asked: &Asked,
        rows: &Rows,
    ) -> Result<()> {
        let done: [Result<u64, Error>; 7] = tokio::join!(
            biased;
            self.insert_application(people, asked, rows),
            self.insert_event(people, asked, rows),
            self.insert_audit_event(people, rows),
            self.end_audit_chain(people, rows),
            self.insert_job(rows),
            self.insert_key(people, principal, asked, rows),
            async { self.client.execute(&self.statements.commit, &[]).await },
        )
        .into();
        for done in done {
            done?;
        }
        ensure!(rows.mails.len() == 1, "nobody else is notified here");
        Ok(())
    }

    async fn insert_application(
        &self,
        (
            Caller {
                member, account, ..
            },
            Applicant { name, .. },
        ): People<'_>,
        Asked { day, ports, .. }: &Asked,
        rows: &Rows,
    ) -> Result<u64, Error> {
        let (serial, now, search_text) = (&rows.serial, &rows.now, &rows.search_text);
        let (deadline_on, deadline_at) = (&rows.deadline_on, &rows.deadline_at);
        self.client
            .execute(
                &self.statements.application,
                &[
                    member,
                    serial,
                    day,
                    ports,
                    account,
                    name,
                    deadline_on,
                    deadline_at,
                    search_text,
                    now,
                ],
            )
            .await
    }

    async fn insert_event(
        &self,
        (
            Caller {
                member, account, ..
            },
            Applicant { name, .. },
        ): People<'_>,
        Asked { day, ports, .. }: &Asked,
        rows: &Rows,
    ) -> Result<u64, Error> {
        let (serial, now) = (&rows.serial, &rows.now);
        let (deadline_on, deadline_at) = (&rows.deadline_on, &rows.deadline_at);
        self.client
            .execute(
                &self.statements.event,
                &[
                    member,
                    serial,
                    day,
                    ports,
                    deadline_on,
                    deadline_at,
                    account,
                    name,
                    now,
                ],
            )
            .await
    }

    async fn insert_audit_event(
        &self,
        (
            Caller {
                member, account, ..
            },
            _,
        ): People<'_>,
        rows: &Rows,
    ) -> Result<u64, Error> {
        let (seq, previous, digest) = &rows.audit;
        let (number, now) = (&rows.number, &rows.now);
        self.client
            .execute(
                &self.statements.audit_event,
                &[member, seq, now, account, number, previous, digest],
            )
            .await
    }

    async fn end_audit_chain(
        &self,
        (Caller { member, .. }, _): People<'_>,
        rows: &Rows,
    ) -> Result<u64, Error> {
        let (_, _, digest) = &rows.audit;
        self.client
            .execute(&self.statements.audit_digest, &[digest, member])
            .await
    }

    async fn insert_job(&self, rows: &Rows) -> Result<u64, Error> {
        let Some((id, payload)) = rows.mails.first() else {
            return Ok(0);
        };
        self.client
            .execute(
                &self.statements.job,
                &[id, payload, &rows.now, &rows.mails_until],
            )
            .await
    }

    async fn insert_key(
        &self,
        (Caller { member, .. }, _): People<'_>,
        principal: &str,
        asked: &Asked,
        rows: &Rows,
    ) -> Result<u64, Error> {
        let (operation, key, request) =
            (&asked.operation, &asked.key_digest, &asked.request_digest);
        let (kept, until) = (&rows.kept, &rows.kept_until);
        self.client
            .execute(
                &self.statements.key,
                &[
                    member,
                    &principal,
                    operation,
                    key,
                    request,
                    &kept.location,
                    &kept.etag,
                    &kept.body,
                    until,
                ],
            )
            .await
    }
}
