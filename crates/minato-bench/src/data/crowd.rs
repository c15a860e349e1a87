//! Members and people, through the same code as in the product.

use chrono::{Days, NaiveDate, TimeDelta};
use minato_db::models::accounts::{self, NewAccount};
use minato_db::models::member_options;
use minato_db::models::members::{self, NewMember};
use minato_db::models::sessions::{self, NewSession};
use minato_db::{DbError, TenantScope, Tx as _, WriteTx, audit};
use minato_server::auth::cookies;
use minato_server::auth::keys::{Keys, Secret};
use minato_types::FieldRule;
use minato_types::auth::SessionLevel;
use minato_types::company::CompanyOptionKind;
use minato_types::rules::japan_time;
use minato_types::rules::keyword_search::normalised;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{
    AccountId, AccountRole, Department, EmailAddress, Language, MemberNumber, PersonName,
    SecondFactor, TimeZone,
};

use super::{APPLICANTS, MEMBERS};

const FAMILY_NAMES: [&str; 8] = ["港", "汐見", "灯台", "岬", "波止", "帆足", "磯野", "渚"];
const GIVEN_NAMES: [&str; 8] = ["花子", "太郎", "次郎", "あかり", "みさき", "健", "優", "翔"];

/// Everybody.
#[derive(Debug)]
pub(crate) struct Crowd {
    /// The person at whose member the lists are read.
    pub(crate) reader: Person,
    /// People of other members, who are signed in.
    pub(crate) applicants: Vec<Person>,
    /// One person of every member, the reader first.
    pub(crate) members: Vec<Member>,
}

/// Somebody who is signed in.
#[derive(Debug)]
pub(crate) struct Person {
    /// The header `Cookie`.
    pub(crate) cookie: String,
    /// What goes with it where something is changed.
    pub(crate) csrf_token: String,
    /// His member.
    pub(crate) scope: TenantScope,
}

/// A member and the person who applies for it.
#[derive(Debug)]
pub(crate) struct Member {
    pub(super) scope: TenantScope,
    pub(super) account: AccountId,
    pub(super) name: String,
    /// The name in the form in which words are searched.
    pub(super) search_name: String,
}

/// Registers them all.
pub(crate) fn insert(tx: &mut WriteTx<'_>, keys: &Keys) -> Result<Crowd, DbError> {
    let mut members = Vec::with_capacity(MEMBERS + 1);
    for n in 0..=MEMBERS {
        members.push(member(tx, n)?);
    }
    let reader = members.first().ok_or(DbError::NotFound)?;
    let reader = sign_in(tx, keys, reader)?;
    let mut applicants = Vec::with_capacity(APPLICANTS);
    for member in members.iter().skip(1).take(APPLICANTS) {
        applicants.push(sign_in(tx, keys, member)?);
    }
    Ok(Crowd {
        reader,
        applicants,
        members,
    })
}

fn member(tx: &mut WriteTx<'_>, n: usize) -> Result<Member, DbError> {
    let today = japan_time::date(tx.now());
    let scope = members::insert(tx, &new_member(n).map_err(|rule| broken(&rule))?)?;
    audit::begin(tx, scope)?;
    member_options::insert(
        tx,
        scope,
        CompanyOptionKind::PortPlus,
        today - Days::new(400),
    )?;
    let name = format!("{} {}", pick(&FAMILY_NAMES, n), pick(&GIVEN_NAMES, n / 8));
    let account = new_account(n, &name, today).map_err(|rule| broken(&rule))?;
    Ok(Member {
        scope,
        account: accounts::insert(tx, scope, &account)?,
        search_name: normalised(&name),
        name,
    })
}

fn pick<'a>(names: &[&'a str], n: usize) -> &'a str {
    names.get(n % names.len()).copied().unwrap_or_default()
}

fn broken(rule: &FieldRule) -> DbError {
    DbError::Unavailable(format!("the data breaks a rule: {rule}"))
}

fn new_member(n: usize) -> Result<NewMember, FieldRule> {
    Ok(NewMember {
        member_number: MemberNumber::parse(&format!("B00-{n:05}"))?,
        name: format!("港商事第{n}株式会社"),
        postal_code: Some("105-0022".to_owned()),
        address: "東京都港区海岸1-2-3".to_owned(),
        contracted_ports: 30,
        closing_day: 20,
        two_step: true,
        password_policy: PasswordPolicy::Standard,
    })
}

fn new_account(n: usize, name: &str, today: NaiveDate) -> Result<NewAccount, FieldRule> {
    Ok(NewAccount {
        email: EmailAddress::parse(&format!("person@member-{n}.example"))?,
        name: PersonName::parse(name)?,
        department: Department::parse("情報システム部")?,
        phone: None,
        role: AccountRole::User,
        second_factor: SecondFactor::MailOtp,
        valid_until: today + Days::new(1000),
        language: Language::Ja,
        time_zone: TimeZone::parse("Asia/Tokyo")?,
        password_hash: None,
    })
}

fn sign_in(tx: &mut WriteTx<'_>, keys: &Keys, member: &Member) -> Result<Person, DbError> {
    let secret = Secret::generate(tx.entropy());
    let new = NewSession {
        secret_digest: secret.digest(),
        level: SessionLevel::TwoStep,
        user_agent: "bench".to_owned(),
        address: "127.0.0.1".to_owned(),
        expires_at: tx.now() + TimeDelta::hours(12),
    };
    sessions::insert(tx, member.scope, member.account, &new)?;
    Ok(Person {
        csrf_token: keys.csrf_token(&secret),
        cookie: format!("{}={}", cookies::SESSION, secret.reveal()),
        scope: member.scope,
    })
}
