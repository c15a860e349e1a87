//! The database that both sides answer from.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use chrono::{NaiveDate, TimeDelta};
use minato_db::models::accounts::{self, NewAccount};
use minato_db::models::member_notes;
use minato_db::models::members::{self, NewMember};
use minato_db::models::sessions::{self, NewSession};
use minato_db::{Db, DbError, DbSettings, SystemClock, SystemEntropy, Tx as _, WriteTx, audit};
use minato_server::auth::cookies;
use minato_server::auth::keys::Secret;
use minato_types::auth::SessionLevel;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{
    AccountRole, Department, EmailAddress, Language, MemberNumber, PersonName, SecondFactor,
    TimeZone,
};

/// How many notes the member has.
pub(crate) const NOTES: u32 = 10_000;

/// Fills a new database; answers the cookie of a session.
pub(crate) async fn fill(path: &str) -> Result<String> {
    let settings = DbSettings::new(format!("sqlite://{path}"));
    let db = Db::open(settings, Arc::new(SystemClock), Arc::new(SystemEntropy))?;
    db.migrate()?;
    let secret: Result<Secret, DbError> = db.write(insert).await;
    Ok(format!("{}={}", cookies::SESSION, secret?.reveal()))
}

fn insert(tx: &mut WriteTx<'_>) -> Result<Secret, DbError> {
    let (member, account) = rows().map_err(|error| DbError::Unavailable(error.to_string()))?;
    let scope = members::insert(tx, &member)?;
    audit::begin(tx, scope)?;
    let account = accounts::insert(tx, scope, &account)?;
    for n in 0..NOTES {
        let day = NaiveDate::from_num_days_from_ce_opt(730_000 + i32::try_from(n).unwrap_or(0));
        let title = format!("お知らせ {n}");
        let body = "12月29日から1月3日まで、お申し込みの受付を休止します。";
        member_notes::insert(tx, scope, day.unwrap_or_default(), &title, body)?;
    }
    let secret = Secret::generate(tx.entropy());
    let new = NewSession {
        secret_digest: secret.digest(),
        level: SessionLevel::TwoStep,
        user_agent: "bench".to_owned(),
        address: "127.0.0.1".to_owned(),
        expires_at: tx.now() + TimeDelta::hours(12),
    };
    sessions::insert(tx, scope, account, &new)?;
    Ok(secret)
}

fn rows() -> Result<(NewMember, NewAccount)> {
    let member = NewMember {
        member_number: MemberNumber::parse("B00-00001")?,
        name: "Bench".to_owned(),
        postal_code: None,
        address: "x".to_owned(),
        contracted_ports: 1,
        closing_day: 20,
        two_step: true,
        password_policy: PasswordPolicy::Standard,
    };
    let account = NewAccount {
        email: EmailAddress::parse("person@bench.example")?,
        name: PersonName::parse("Bench")?,
        department: Department::parse("x")?,
        phone: None,
        role: AccountRole::User,
        second_factor: SecondFactor::MailOtp,
        valid_until: NaiveDate::from_ymd_opt(9999, 12, 31).context("a day")?,
        language: Language::Ja,
        time_zone: TimeZone::parse("Asia/Tokyo")?,
        password_hash: None,
    };
    Ok((member, account))
}
