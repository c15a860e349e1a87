//! Checks everything that is kept of the trail: the chains, the texts, the checkpoints.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use minato_db::audit::chain::{self, Chain, KnownChain, StoredEvent};
use minato_db::audit::checkpoints::{self, Checkpoint};
use minato_db::audit::{self, AuditHead};
use minato_db::{Db, DbError, ReadTx};
use minato_types::values::MemberNumber;

use super::checkpoint::CheckpointKey;
use super::kept::Kept;
use crate::config::AuditSettings;

/// How many events are in memory at a time.
const BATCH: i64 = 1000;

/// Something that must not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Whose chain it is in: a member number, `carrier`, or an id that has no member.
    pub chain: String,
    /// The event at which it is seen.
    pub seq: Option<i64>,
    /// What it is.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { chain, seq, what } = self;
        match seq {
            Some(seq) => write!(f, "{chain}: event {seq}: {what}"),
            None => write!(f, "{chain}: {what}"),
        }
    }
}

/// What was checked, and what is wrong.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Chains.
    pub chains: u64,
    /// Events.
    pub events: u64,
    /// Texts.
    pub texts: u64,
    /// Checkpoints in the database.
    pub checkpoints: u64,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

/// What a check needs to know.
pub struct Check {
    /// The database.
    pub db: Db,
    /// What has signed the checkpoints.
    pub key: CheckpointKey,
    /// What may be missing.
    pub settings: AuditSettings,
    /// Checkpoints that were kept elsewhere.
    pub kept: Kept,
}

impl Check {
    /// Checks every chain, or that of one member.
    pub async fn run(&self, only: Option<&MemberNumber>) -> Result<Report, DbError> {
        let mut report = Report::default();
        let chains: Vec<KnownChain> = self.db.read_long(|tx| chain::all(tx)).await?;
        if only.is_none() {
            self.vanished(&chains, &mut report).await?;
        }
        for known in &chains {
            if only.is_none_or(|only| known.member.as_ref() == Some(only)) {
                self.chain(known, &mut report).await?;
            }
        }
        Ok(report)
    }

    /// Chains that there must be.
    async fn vanished(&self, chains: &[KnownChain], report: &mut Report) -> Result<(), DbError> {
        for id in self.db.read_long(|tx| chain::without_chain(tx)).await? {
            report.faults.push(Fault {
                chain: id,
                seq: None,
                what: "there is no chain".to_owned(),
            });
        }
        for fault in &self.kept.faults {
            report.faults.push(Fault {
                chain: "kept checkpoints".to_owned(),
                seq: None,
                what: fault.clone(),
            });
        }
        let is_there = |id| chains.iter().any(|known| known.scope.member() == id);
        for id in self.kept.digests.keys().filter(|id| !is_there(**id)) {
            report.faults.push(Fault {
                chain: id.to_string(),
                seq: None,
                what: "a kept checkpoint closes this chain, and it is gone".to_owned(),
            });
        }
        Ok(())
    }

    async fn chain(&self, known: &KnownChain, report: &mut Report) -> Result<(), DbError> {
        let none = BTreeMap::new();
        let kept = self.kept.digests.get(&known.scope.member());
        let mut walk = Walk {
            check: self,
            known,
            kept: kept.unwrap_or(&none),
            now: self.db.clock().now(),
            report,
        };
        walk.report.chains += 1;
        if let Some(judged) = walk.begin().await? {
            walk.go(judged).await?;
        }
        Ok(())
    }
}

/// Some events with their checkpoints; where the chain ends if they are its last ones.
struct Batch {
    events: Vec<(StoredEvent, Option<String>)>,
    checkpoints: Vec<Checkpoint>,
    head: Option<AuditHead>,
}

/// A walk along one chain.
struct Walk<'a> {
    check: &'a Check,
    known: &'a KnownChain,
    kept: &'a BTreeMap<i64, String>,
    now: DateTime<Utc>,
    report: &'a mut Report,
}

impl Walk<'_> {
    /// The place where the chain begins: before its first event, or behind those that retention
    /// has removed.
    async fn begin(&mut self) -> Result<Option<Chain>, DbError> {
        let scope = self.known.scope;
        let read = move |tx: &mut ReadTx<'_>| {
            let first = chain::first(tx, scope)?.unwrap_or(1);
            let closed = checkpoints::at(tx, scope, first - 1)?;
            Ok::<_, DbError>((first, closed))
        };
        let (first, closed) = self.check.db.read_long(read).await?;
        if first <= 1 {
            return Ok(Some(Chain::whole()));
        }
        let old = self.check.settings.events_end(self.now);
        let allowed = |closed: &Checkpoint| {
            self.check.key.has_signed(closed)
                && old.is_some_and(|limit| closed.made_at < limit.naive_utc())
        };
        let Some(closed) = closed.filter(allowed) else {
            self.fault(first, "the events before it were removed");
            return Ok(None);
        };
        self.compare(closed.seq, &closed.digest);
        Ok(Some(Chain::behind(closed.seq, &closed.digest)))
    }

    /// Judges event after event; the first one that is broken ends it.
    async fn go(&mut self, mut judged: Chain) -> Result<(), DbError> {
        loop {
            let batch = match self.read(judged.seq(), BATCH).await {
                Err(DbError::Query(_)) => match self.read(judged.seq(), 1).await {
                    // Step by step to the event that cannot even be read.
                    Err(DbError::Query(_)) => {
                        self.fault(judged.seq() + 1, "it cannot be read");
                        return Ok(());
                    }
                    one => Batch { head: None, ..one? },
                },
                batch => batch?,
            };
            for (event, text) in &batch.events {
                if judged.step(event).is_err() {
                    self.fault(judged.seq() + 1, "the chain is broken here");
                    return Ok(());
                }
                self.report.events += 1;
                self.text(event, text.as_deref());
                self.compare(judged.seq(), judged.digest());
                let closed = batch.checkpoints.iter().find(|c| c.seq == event.seq);
                if let Some(closed) = closed {
                    self.checkpoint(closed, judged.digest());
                }
            }
            if let Some(head) = batch.head {
                self.end(&judged, &head, &batch.checkpoints);
                return Ok(());
            }
        }
    }

    async fn read(&self, after: i64, limit: i64) -> Result<Batch, DbError> {
        let scope = self.known.scope;
        let read = move |tx: &mut ReadTx<'_>| {
            let events = chain::stored(tx, scope, after, limit)?;
            let whole = events.len() < usize::try_from(limit).unwrap_or(usize::MAX);
            let head = if whole {
                Some(audit::head(tx, scope)?)
            } else {
                None
            };
            let last = events.last().map_or(after, |(event, _)| event.seq);
            let last = if whole { i64::MAX } else { last };
            let checkpoints = checkpoints::between(tx, scope, after + 1, last)?;
            Ok(Batch {
                events,
                checkpoints,
                head,
            })
        };
        self.check.db.read_long(read).await
    }

    fn text(&mut self, event: &StoredEvent, text: Option<&str>) {
        let Some(digest) = &event.text_digest else {
            return;
        };
        let old = self.check.settings.texts_end(self.now);
        match text {
            Some(text) => {
                self.report.texts += 1;
                if chain::text_digest(text) != *digest {
                    self.fault(event.seq, "its text was changed");
                }
            }
            None if old.is_some_and(|limit| event.at < limit.naive_utc()) => {}
            None => self.fault(event.seq, "its text is missing before its time"),
        }
    }

    /// Compares what the chain says of an event with what was kept elsewhere.
    fn compare(&mut self, seq: i64, digest: &str) {
        if self.kept.get(&seq).is_some_and(|kept| kept != digest) {
            self.fault(
                seq,
                "a kept checkpoint says otherwise: the chain was replaced",
            );
        }
    }

    fn checkpoint(&mut self, closed: &Checkpoint, digest: &str) {
        self.report.checkpoints += 1;
        if !self.check.key.has_signed(closed) {
            self.fault(closed.seq, "the signature of its checkpoint is wrong");
        } else if closed.digest != digest {
            self.fault(closed.seq, "its checkpoint says otherwise");
        }
    }

    fn end(&mut self, judged: &Chain, head: &AuditHead, checkpoints: &[Checkpoint]) {
        if judged.end(head).is_err() {
            let what = format!("the chain must end at event {}", head.seq);
            self.fault(judged.seq(), &what);
        }
        let last = judged.seq();
        // They come in order.
        if let Some(closed) = checkpoints.last().filter(|closed| closed.seq > last) {
            let what = format!(
                "the end is missing: a checkpoint closes event {}",
                closed.seq
            );
            self.fault(last, &what);
        }
        if let Some((kept, _)) = self.kept.last_key_value().filter(|(seq, _)| **seq > last) {
            let what = format!("the end is missing: a kept checkpoint closes event {kept}");
            self.fault(last, &what);
        }
    }

    fn fault(&mut self, seq: i64, what: &str) {
        let known = self.known;
        let carrier = || "carrier".to_owned();
        self.report.faults.push(Fault {
            chain: known
                .member
                .as_ref()
                .map_or_else(carrier, ToString::to_string),
            seq: Some(seq),
            what: what.to_owned(),
        });
    }
}

impl AuditSettings {
    /// Texts of events before this may be gone; `None` if they are kept for ever.
    pub fn texts_end(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let texts = (self.text_days > 0).then_some(self.text_days);
        let events = (self.event_days > 0).then_some(self.event_days);
        let days = texts.into_iter().chain(events).min();
        days.map(|days| now - TimeDelta::days(days))
    }

    /// Events before this may be gone; `None` if they are kept for ever.
    pub fn events_end(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        (self.event_days > 0).then(|| now - TimeDelta::days(self.event_days))
    }
}
