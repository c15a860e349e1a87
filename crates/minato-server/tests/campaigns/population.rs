//! A database with many people in it.

use std::sync::Arc;

use minato_client::Client;
use minato_db::models::accounts::{self, NewAccount};
use minato_db::models::members::{self, NewMember};
use minato_db::models::{member_notifications, member_options};
use minato_db::{
    Db, DbError, DbSettings, SystemClock, SystemEntropy, TenantScope, Tx as _, WriteTx, audit,
};
use minato_server::auth::keys::Keys;
use minato_server::auth::password_hash::PasswordHasher;
use minato_server::config::{DataKeys, PasswordCost, SecretKey};
use minato_types::accounts::NO_END;
use minato_types::auth::LogInRequest;
use minato_types::company::CompanyOptionKind;
use minato_types::port_applications::MAX_ADDED_PORTS;
use minato_types::rules::japan_time;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{
    AccountId, AccountRole, Department, EmailAddress, Language, MemberNumber, PersonName,
    SecondFactor, TimeZone,
};

/// The key of the servers: 32 times the byte 5, and the same as text.
pub(crate) const KEY_TEXT: &str = "BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU";
const KEY: [u8; 32] = [5; 32];

pub(crate) const PASSWORD: &str = "seagulls over the pier";
pub(crate) const MEMBER_NUMBER: &str = "T00-00001";

/// Who hears of every application for ports, beside those who apply.
pub(crate) const NOTIFIED: &str = "notified@campaign.example";

/// The people of one member without a second step, which has port plus.
pub(crate) struct Population {
    pub(crate) db: Db,
    pub(crate) scope: TenantScope,
    pub(crate) people: Vec<AccountId>,
}

/// What everybody is called.
pub(crate) const NAME: &str = "0";

/// The address of the person with this number.
pub(crate) fn email(n: usize) -> String {
    format!("person-{n}@campaign.example")
}

/// The person with this number, signed in at the server at `origin`.
pub(crate) async fn signed_in(origin: &str, n: usize) -> Client {
    let client = Client::new(origin);
    let request = LogInRequest {
        member_number: Some(MEMBER_NUMBER.to_owned()),
        email: email(n),
        password: PASSWORD.to_owned(),
    };
    client.log_in(&request).await.unwrap();
    client
}

/// Opens the database with the clock of the system and fills it.
pub(crate) async fn populate(database_url: &str, people: usize) -> Population {
    let settings = DbSettings::new(database_url);
    let db = Db::open(settings, Arc::new(SystemClock), Arc::new(SystemEntropy)).unwrap();
    db.migrate().unwrap();
    let hash = hash().await;
    let filled: Result<_, DbError> = db
        .write(move |tx| {
            let scope = register(tx)?;
            let people = (0..people).map(|n| insert(tx, scope, n, &hash));
            Ok((scope, people.collect::<Result<Vec<_>, _>>()?))
        })
        .await;
    let (scope, people) = filled.unwrap();
    Population { db, scope, people }
}

fn register(tx: &mut WriteTx<'_>) -> Result<TenantScope, DbError> {
    let scope = members::insert(tx, &member())?;
    audit::begin(tx, scope)?;
    let today = japan_time::date(tx.now());
    member_options::insert(tx, scope, CompanyOptionKind::PortPlus, today)?;
    members::set_max_added_ports(tx, scope, MAX_ADDED_PORTS)?;
    let notified = [EmailAddress::parse(NOTIFIED).unwrap()];
    member_notifications::replace(tx, scope, 1, &notified, Language::En)?;
    Ok(scope)
}

/// The stored form of the password that everybody has.
pub(crate) async fn hash() -> String {
    let keys = Keys::derive(&SecretKey::from_bytes(KEY), &DataKeys::default());
    let cost = PasswordCost {
        memory_kib: 8,
        iterations: 1,
    };
    let hasher = PasswordHasher::start(cost, &keys.pepper, 1).unwrap();
    hasher.hash(PASSWORD, &SystemEntropy).await.unwrap()
}

fn insert(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    n: usize,
    hash: &str,
) -> Result<AccountId, DbError> {
    let new = NewAccount {
        email: EmailAddress::parse(&email(n)).unwrap(),
        name: PersonName::parse(NAME).unwrap(),
        department: Department::parse("x").unwrap(),
        phone: None,
        role: AccountRole::User,
        second_factor: SecondFactor::MailOtp,
        valid_until: NO_END,
        language: Language::En,
        time_zone: TimeZone::parse("Asia/Tokyo").unwrap(),
        password_hash: Some(hash.to_owned()),
    };
    accounts::insert(tx, scope, &new)
}

fn member() -> NewMember {
    NewMember {
        member_number: MemberNumber::parse(MEMBER_NUMBER).unwrap(),
        name: "Campaign".to_owned(),
        postal_code: None,
        address: "x".to_owned(),
        contracted_ports: 1,
        closing_day: 20,
        two_step: false,
        password_policy: PasswordPolicy::Standard,
    }
}
