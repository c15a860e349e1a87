//! The accounts of a member, as its admins manage them.

mod adding;
mod changing;
mod export;
mod forced_change;
mod initial_passwords;
mod invitations;
mod isolation;
pub(crate) mod last_admin;
mod leaving;
mod locking;
mod searching;
mod sign_in_answers;

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::NaiveDate;
use minato_client::{Client, Versioned};
use minato_db::models::accounts::{self, NewAccount};
use minato_db::models::members::{self, NewMember};
use minato_db::{DbError, TenantScope, WriteTx, audit};
use minato_types::accounts::{
    Account, AddAccountRequest, ListAccountsQuery, NO_END, UpdateAccountRequest,
};
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{
    AccountId, AccountRole, Department, EmailAddress, Language, MemberNumber, PersonName,
    SecondFactor, TimeZone,
};

use crate::app::TestApp;
use crate::first_login;
use crate::people::{HANAKO, PASSWORD, Person, TARO};
use crate::raw::{Answer, Signed};

/// Somebody who is to get an account beside Hanako and Taro.
pub(crate) const SABURO: Person = Person {
    member_number: HANAKO.member_number,
    email: "saburo@minato-shoji.example",
};

/// The admin of a member under the policy `portplus`.
pub(crate) const KAI: Person = Person {
    member_number: "M97-00500",
    email: "kai@kaikyo.example",
};

/// Somebody who is to get an account beside Kai.
pub(crate) const NAMI: Person = Person {
    member_number: KAI.member_number,
    email: "nami@kaikyo.example",
};

/// A key that was not used before.
pub(crate) fn new_key() -> String {
    static LAST: AtomicU64 = AtomicU64::new(0);
    format!("key-{}", LAST.fetch_add(1, Ordering::Relaxed))
}

/// The wish for an account for somebody, as a user.
pub(crate) fn wish(person: Person) -> AddAccountRequest {
    AddAccountRequest {
        name: "港 三郎".to_owned(),
        role: "user".to_owned(),
        email: person.email.to_owned(),
        department: "経理部".to_owned(),
        ..AddAccountRequest::default()
    }
}

/// Adds an account and takes the token of the link out of the mail.
pub(crate) async fn invited(
    app: &TestApp,
    admin: &Client,
    person: Person,
) -> (Versioned<Account>, String) {
    let added = admin.add_account(&wish(person), &new_key()).await.unwrap();
    let token = first_login::token_of(&app.one_mail().await);
    (added, token)
}

/// Goes through the first sign-in by the link with this token, without an app.
pub(crate) async fn accept(app: &TestApp, person: Person, token: &str) {
    first_login::finish(app, person, token).await;
}

/// Adds an account whose owner then sets [`PASSWORD`].
pub(crate) async fn added(app: &TestApp, admin: &Client, person: Person) -> Versioned<Account> {
    let (added, token) = invited(app, admin, person).await;
    accept(app, person, &token).await;
    admin.get_account(added.value.id).await.unwrap()
}

/// The first page of all accounts.
pub(crate) fn everybody() -> ListAccountsQuery {
    ListAccountsQuery::default()
}

/// The account of somebody whom this admin manages.
pub(crate) async fn find(admin: &Client, person: Person) -> Versioned<Account> {
    let query = ListAccountsQuery {
        q: Some(person.email.to_owned()),
        ..ListAccountsQuery::default()
    };
    let found = admin.list_accounts(&query).await.unwrap().items;
    assert_eq!(found.len(), 1, "{person:?}: {found:?}");
    admin.get_account(found[0].id).await.unwrap()
}

/// A change of the role alone.
pub(crate) fn role(role: AccountRole) -> UpdateAccountRequest {
    UpdateAccountRequest {
        role: Some(role.to_string()),
        ..UpdateAccountRequest::default()
    }
}

/// A change of the last day alone.
pub(crate) fn until(day: &str) -> UpdateAccountRequest {
    UpdateAccountRequest {
        valid_until: Some(day.to_owned()),
        ..UpdateAccountRequest::default()
    }
}

/// Makes Taro an admin beside Hanako.
pub(crate) async fn promote_taro(hanako: &Client) -> Versioned<Account> {
    let taro = find(hanako, TARO).await;
    let change = role(AccountRole::Admin);
    hanako
        .update_account(taro.value.id, &change, &taro.etag)
        .await
        .unwrap()
}

/// Runs a write with the rows of a person's member.
pub(crate) async fn write<T: Send + 'static>(
    app: &TestApp,
    person: Person,
    f: impl FnOnce(&mut WriteTx<'_>, TenantScope) -> Result<T, DbError> + Send + 'static,
) -> T {
    let number = MemberNumber::parse(person.member_number).unwrap();
    let done: Result<T, DbError> = app
        .app
        .db
        .write(move |tx| {
            let (scope, _) = members::find_by_number(tx, &number)?.expect("the member");
            f(tx, scope)
        })
        .await;
    done.unwrap()
}

/// A row for somebody, with a hash or without.
pub(crate) fn row(email: &str, name: &str, hash: Option<String>) -> NewAccount {
    NewAccount {
        email: EmailAddress::parse(email).unwrap(),
        name: PersonName::parse(name).unwrap(),
        department: Department::parse("営業部").unwrap(),
        phone: None,
        role: AccountRole::User,
        second_factor: SecondFactor::MailOtp,
        valid_until: NO_END,
        language: Language::Ja,
        time_zone: TimeZone::parse("Asia/Tokyo").unwrap(),
        password_hash: hash,
    }
}

/// The hash of [`PASSWORD`].
pub(crate) async fn password_hash(app: &TestApp) -> String {
    let entropy = app.app.db.entropy();
    let hash = app.app.hasher.hash(PASSWORD, entropy.as_ref()).await;
    hash.unwrap()
}

/// Registers Kai's member, whose admins may choose first passwords, and signs Kai in.
pub(crate) async fn kai(app: &TestApp) -> Client {
    let mut row = row(KAI.email, "海峡 快", Some(password_hash(app).await));
    row.role = AccountRole::Admin;
    let member = NewMember {
        member_number: MemberNumber::parse(KAI.member_number).unwrap(),
        name: "海峡通信株式会社".to_owned(),
        postal_code: None,
        address: "山口県下関市".to_owned(),
        contracted_ports: 10,
        closing_day: 31,
        two_step: true,
        password_policy: PasswordPolicy::Portplus,
    };
    let made: Result<AccountId, DbError> = app
        .app
        .db
        .write(move |tx| {
            let scope = members::insert(tx, &member)?;
            audit::begin(tx, scope)?;
            accounts::insert(tx, scope, &row)
        })
        .await;
    made.unwrap();
    KAI.sign_in(app).await
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Sends a request as this client that the typed one would never send.
pub(crate) async fn send_as(
    app: &TestApp,
    client: &Client,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&str>,
) -> Answer {
    let browser = Signed::of(client).await;
    browser
        .send(&app.address, method, path, headers, body)
        .await
}
