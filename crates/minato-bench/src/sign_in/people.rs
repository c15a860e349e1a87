//! People who sign in: accounts of one member that takes the password alone.

use anyhow::Result;
use minato_db::models::accounts::{self, NewAccount};
use minato_db::models::members::{self, NewMember};
use minato_db::{DbError, SystemEntropy, WriteTx, audit};
use minato_server::auth::password_hash::PasswordHasher;
use minato_server::config::PasswordCost;
use minato_types::FieldRule;
use minato_types::accounts::NO_END;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{
    AccountRole, Department, EmailAddress, Language, MemberNumber, PersonName, SecondFactor,
    TimeZone,
};

use super::hashes::COST;
use crate::compare::keys;
use crate::database;

/// The password of all of them.
pub(super) const PASSWORD: &str = "seagulls over the pier";

/// The number of their member.
const NUMBER: &str = "S00-00001";

/// The body of a sign-in of the person with this number.
pub(super) fn body(n: usize) -> String {
    serde_json::json!({
        "memberNumber": NUMBER,
        "email": email(n),
        "password": PASSWORD,
    })
    .to_string()
}

fn email(n: usize) -> String {
    format!("person-{n}@sign-in.example")
}

/// Registers so many people in the database at `url`.
pub(super) async fn register(url: &str, count: usize) -> Result<()> {
    let cost = PasswordCost {
        memory_kib: COST.memory_kib,
        iterations: COST.iterations,
    };
    let hasher = PasswordHasher::start(cost, &keys().pepper, 1)?;
    let hash = hasher.hash(PASSWORD, &SystemEntropy).await?;
    let db = database::open(url)?;
    let made: Result<(), DbError> = db.write(move |tx| insert(tx, count, &hash)).await;
    Ok(made?)
}

fn insert(tx: &mut WriteTx<'_>, count: usize, hash: &str) -> Result<(), DbError> {
    let broken = |rule: FieldRule| DbError::Unavailable(format!("the data breaks a rule: {rule}"));
    let scope = members::insert(tx, &member().map_err(broken)?)?;
    audit::begin(tx, scope)?;
    for n in 0..count {
        accounts::insert(tx, scope, &account(n, hash).map_err(broken)?)?;
    }
    Ok(())
}

fn member() -> Result<NewMember, FieldRule> {
    Ok(NewMember {
        member_number: MemberNumber::parse(NUMBER)?,
        name: "港商事株式会社".to_owned(),
        postal_code: None,
        address: "東京都港区海岸1-2-3".to_owned(),
        contracted_ports: 1,
        closing_day: 20,
        two_step: false,
        password_policy: PasswordPolicy::Standard,
    })
}

fn account(n: usize, hash: &str) -> Result<NewAccount, FieldRule> {
    Ok(NewAccount {
        email: EmailAddress::parse(&email(n))?,
        name: PersonName::parse("港 花子")?,
        department: Department::parse("情報システム部")?,
        phone: None,
        role: AccountRole::User,
        second_factor: SecondFactor::MailOtp,
        valid_until: NO_END,
        language: Language::Ja,
        time_zone: TimeZone::parse("Asia/Tokyo")?,
        password_hash: Some(hash.to_owned()),
    })
}
