//! What is about to end is told 30, 7 and 1 day before, once a day, by the days of Japan. Of an
//! account hear the person and the admins of the member; of a program and its secrets whoever
//! answers for it, or the admins if that person cannot sign in any more. Everybody hears of all
//! that is told to the same end in one mail.
//!
//! A day on which no server ran is made up for: each stage is told as soon as it has begun, and
//! once for each last day.
//!
//! To remind of something else: a kind in `expiry_reminders`, its members in
//! `members_with_ends`, its [`Ending`]s in [`endings_of`].

mod programs;

use actix_web::web::Data;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use minato_db::jobs::{self, Job, NewJob, Outcome};
use minato_db::models::accounts::{self, Account};
use minato_db::models::expiry_reminders::{self, SubjectKind};
use minato_db::models::members;
use minato_db::{DbError, TenantScope, Tx as _, UniqueKey, WriteTx};
use minato_mail::{AccountEnding, ApiClientsEnding, EndingItem, EndingKind, EndingsNear, Mail};
use minato_types::rules::japan_time;

use super::{JobError, JobKind, send_mail};
use crate::app::App;
use crate::auth::keys::Keys;

const KIND: JobKind = JobKind::ExpiryReminders;

/// One waiting job is enough for all servers.
const SUBJECT: &str = "daily";

/// When it runs in Japan: eight hours after midnight.
const BEGINS: TimeDelta = TimeDelta::hours(8);

/// How long the job is tried; then the next plan writes another one down.
const PATIENCE: TimeDelta = TimeDelta::hours(20);

/// The days before the end at which it is told, the last one first.
const STAGES: [u32; 3] = [1, 7, 30];

/// How much is told one by one in a mail.
const MOST_ITEMS: usize = 100;

/// Something that ends.
#[derive(Debug, Clone)]
pub struct Ending {
    /// What it is.
    pub kind: SubjectKind,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What tells it from others of the name; may be empty.
    pub detail: String,
    /// The last day (Japan time) on which it can be used.
    pub last_day: NaiveDate,
    /// The person whose account it is, or who answers for the program and can sign in.
    pub owner: Option<Account>,
}

impl Ending {
    /// Whether it is told to nobody but its owner.
    fn is_left_to_owner(&self) -> bool {
        self.kind != SubjectKind::Account && self.owner.is_some()
    }

    fn is_of(&self, person: &Account) -> bool {
        let owner = self.owner.as_ref();
        owner.is_some_and(|owner| owner.id.0 == person.id.0)
    }

    fn item(&self) -> EndingItem {
        EndingItem {
            kind: match self.kind {
                SubjectKind::Account => EndingKind::Account,
                SubjectKind::ApiClient => EndingKind::ApiClient,
                SubjectKind::ApiClientSecret => EndingKind::ApiClientSecret,
            },
            name: self.name.clone(),
            detail: self.detail.clone(),
            last_day: self.last_day,
        }
    }
}

/// Writes the next run down, if none waits: the worker asks for it at its start and every hour.
pub async fn plan(app: &Data<App>) {
    let state = app.clone();
    let planned = app
        .db
        .write(move |tx| {
            if jobs::is_waiting(tx, KIND.as_str(), SUBJECT)? {
                return Ok(());
            }
            // Late in the day it runs at once: what was told before is not told again.
            let today = begin_of(japan_time::date(tx.now()));
            enqueue(tx, &state.keys, today.max(tx.now()))
        })
        .await;
    match planned {
        // Another server was faster.
        Ok(()) | Err(DbError::Unique(UniqueKey::WaitingJob)) => {}
        Err(error) => tracing::error!(%error, "the reminders cannot be planned"),
    }
}

/// When the reminders of a day are written.
fn begin_of(day: NaiveDate) -> DateTime<Utc> {
    let before = day.pred_opt().unwrap_or(day);
    japan_time::end_of(before) + BEGINS
}

fn enqueue(tx: &mut WriteTx<'_>, keys: &Keys, at: DateTime<Utc>) -> Result<(), DbError> {
    let job = NewJob {
        kind: KIND.as_str(),
        subject: Some(SUBJECT.to_owned()),
        payload: keys.payloads.seal(KIND, &(), tx.entropy())?,
        run_at: Some(at),
        expires_at: at + PATIENCE,
    };
    jobs::enqueue(tx, &job)?;
    Ok(())
}

/// Writes the mails of today, member by member. The end of the job and the next one are noted in
/// one transaction; a worker that dies before has told some, who are not told again.
pub async fn run(app: &Data<App>, job: &Job) -> Result<(), JobError> {
    let (first, last) = window(japan_time::date(app.db.clock().now()));
    let scopes: Vec<TenantScope> = app
        .db
        .read(move |tx| expiry_reminders::members_with_ends(tx, first, last))
        .await
        .map_err(|error: DbError| JobError::from(error))?;
    for scope in scopes {
        let state = app.clone();
        let told: Result<(), DbError> = app
            .db
            .write(move |tx| {
                let endings = endings_of(tx, scope)?;
                remind(tx, &state.keys, scope, &endings)
            })
            .await;
        told?;
    }
    let (state, job) = (app.clone(), job.clone());
    app.db
        .write(move |tx| {
            if !jobs::finish(tx, &job, &Outcome::Done)? {
                // Somebody else holds the job now and will do it: nothing of this stays.
                return Err(JobError::LeaseLost);
            }
            let tomorrow = japan_time::date(tx.now()) + Days::new(1);
            Ok(enqueue(tx, &state.keys, begin_of(tomorrow))?)
        })
        .await
}

/// The last days that are told of today.
fn window(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let furthest = STAGES.into_iter().max().unwrap_or(0);
    (today, today + Days::new(furthest.into()))
}

/// What of a member ends soon.
fn endings_of(tx: &mut WriteTx<'_>, scope: TenantScope) -> Result<Vec<Ending>, DbError> {
    let (first, last) = window(japan_time::date(tx.now()));
    let accounts = expiry_reminders::accounts_with_ends(tx, scope, first, last)?;
    let accounts = accounts.into_iter().map(|account| Ending {
        kind: SubjectKind::Account,
        id: account.id.0.to_string(),
        name: account.name.0.as_str().to_owned(),
        detail: account.email.0.as_str().to_owned(),
        last_day: account.valid_until,
        owner: Some(account),
    });
    let mut endings: Vec<Ending> = accounts.collect();
    endings.extend(programs::endings_of(tx, scope)?);
    Ok(endings)
}

/// Tells whom it concerns of what ends, unless they were told of this stage before.
pub fn remind(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    scope: TenantScope,
    endings: &[Ending],
) -> Result<(), DbError> {
    if !members::get(tx, scope)?.is_active() {
        return Ok(());
    }
    let news = news_of(tx, scope, endings)?;
    for (ending, days_left) in &news {
        if let (SubjectKind::Account, Some(owner)) = (ending.kind, &ending.owner) {
            let mail = Mail::AccountEnding(AccountEnding {
                name: owner.name.0.as_str().to_owned(),
                last_day: ending.last_day,
                days_left: *days_left,
            });
            send_mail::enqueue(tx, keys, owner, mail)?;
        }
    }
    let (programs, rest): (Vec<&Ending>, Vec<&Ending>) = news
        .into_iter()
        .map(|(ending, _)| ending)
        .partition(|ending| ending.is_left_to_owner());
    tell_owners(tx, keys, &programs)?;
    if rest.is_empty() {
        return Ok(());
    }
    for admin in accounts::list_admins(tx, scope)? {
        // Whoever has been told of his own account needs no second mail about nothing else.
        if !rest.iter().all(|ending| ending.is_of(&admin)) {
            let (items, more) = items(&rest);
            let name = admin.name.0.as_str().to_owned();
            let mail = Mail::EndingsNear(EndingsNear { name, items, more });
            send_mail::enqueue(tx, keys, &admin, mail)?;
        }
    }
    Ok(())
}

/// What was not told of in its present stage, with the days that are left. It is noted as told.
fn news_of<'a>(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    endings: &'a [Ending],
) -> Result<Vec<(&'a Ending, u32)>, DbError> {
    let today = japan_time::date(tx.now());
    let mut news = Vec::new();
    for ending in endings {
        let Some((days_left, stage)) = stage_of(today, ending.last_day) else {
            continue;
        };
        let (kind, id, day) = (ending.kind, ending.id.as_str(), ending.last_day);
        if expiry_reminders::note(tx, scope, kind, id, day, stage)? {
            news.push((ending, days_left));
        }
    }
    Ok(news)
}

/// One mail for everybody who answers for some of these programs.
fn tell_owners(tx: &mut WriteTx<'_>, keys: &Keys, mut left: &[&Ending]) -> Result<(), DbError> {
    let mut told = Vec::new();
    while let Some((first, rest)) = left.split_first() {
        left = rest;
        let Some(owner) = &first.owner else { continue };
        if told.contains(&owner.id.0) {
            continue;
        }
        told.push(owner.id.0);
        let own = rest.iter().copied().filter(|ending| ending.is_of(owner));
        let own: Vec<&Ending> = std::iter::once(*first).chain(own).collect();
        let (items, more) = items(&own);
        let name = owner.name.0.as_str().to_owned();
        let mail = Mail::ApiClientsEnding(ApiClientsEnding { name, items, more });
        send_mail::enqueue(tx, keys, owner, mail)?;
    }
    Ok(())
}

/// How many days are left, and the stage that has begun; `None` outside of all stages.
fn stage_of(today: NaiveDate, last_day: NaiveDate) -> Option<(u32, u32)> {
    let left = u32::try_from((last_day - today).num_days()).ok()?;
    let stage = STAGES.into_iter().find(|stage| left <= *stage)?;
    Some((left, stage))
}

/// What is told one by one, and how much more there is.
fn items(news: &[&Ending]) -> (Vec<EndingItem>, u32) {
    let items = news.iter().take(MOST_ITEMS).map(|ending| ending.item());
    let more = news.len().saturating_sub(MOST_ITEMS);
    (items.collect(), u32::try_from(more).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_begins_on_its_day_and_lasts_until_the_next_one() {
        let today: NaiveDate = "2026-11-23".parse().unwrap();
        let stage = |days: i64| stage_of(today, today + TimeDelta::days(days));
        assert_eq!(stage(31), None);
        assert_eq!(stage(30), Some((30, 30)));
        assert_eq!(stage(8), Some((8, 30)));
        assert_eq!(stage(7), Some((7, 7)));
        assert_eq!(stage(2), Some((2, 7)));
        assert_eq!(stage(1), Some((1, 1)));
        assert_eq!(stage(0), Some((0, 1)));
        assert_eq!(stage(-1), None);
        assert_eq!(stage_of(today, minato_types::accounts::NO_END), None);
    }

    #[test]
    fn the_reminders_of_a_day_begin_at_eight_in_japan() {
        let begin = begin_of("2026-11-24".parse().unwrap());
        assert_eq!(Some(begin), "2026-11-23T23:00:00Z".parse().ok());
    }
}
