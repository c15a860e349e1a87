//! Many people at once: accounts of one member, as many as a campaign needs.

use minato_db::models::accounts::{self, NewAccount};
use minato_db::{DbError, TenantScope, WriteTx};
use minato_types::accounts::NO_END;
use minato_types::auth::LogInRequest;
use minato_types::values::{
    AccountId, AccountRole, Department, EmailAddress, Language, MemberNumber, PersonName,
    SecondFactor, TimeZone,
};

use crate::app::TestApp;
use crate::people::{HANAKO, PASSWORD};

/// Somebody of Hanako's member.
#[derive(Debug, Clone)]
pub(crate) struct Somebody {
    pub(crate) scope: TenantScope,
    pub(crate) id: AccountId,
    pub(crate) email: String,
}

impl Somebody {
    /// The first step with this password.
    pub(crate) fn log_in_request(&self, password: &str) -> LogInRequest {
        LogInRequest {
            member_number: Some(HANAKO.member_number.to_owned()),
            email: self.email.clone(),
            password: password.to_owned(),
        }
    }
}

/// So many accounts more at Hanako's member, which wants two steps.
pub(crate) async fn enter(app: &TestApp, count: usize) -> Vec<Somebody> {
    let hasher = &app.app.hasher;
    let hash = hasher.hash(PASSWORD, app.app.db.entropy().as_ref()).await;
    let hash = hash.expect("a hash");
    let entered: Result<_, DbError> = app
        .app
        .db
        .write(move |tx| {
            let number = MemberNumber::parse(HANAKO.member_number).expect("a number");
            let found = minato_db::models::members::find_by_number(tx, &number)?;
            let (scope, _) = found.expect("the member");
            (0..count).map(|n| insert(tx, scope, n, &hash)).collect()
        })
        .await;
    entered.expect("the accounts are there")
}

fn insert(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    n: usize,
    hash: &str,
) -> Result<Somebody, DbError> {
    let email = format!("crew-{n}@minato-shoji.example");
    let new = NewAccount {
        email: EmailAddress::parse(&email).expect("an address"),
        name: PersonName::parse(&format!("crew {n}")).expect("a name"),
        department: Department::parse("deck").expect("a department"),
        phone: None,
        role: AccountRole::User,
        second_factor: SecondFactor::MailOtp,
        valid_until: NO_END,
        language: Language::En,
        time_zone: TimeZone::parse("Asia/Tokyo").expect("a zone"),
        password_hash: Some(hash.to_owned()),
    };
    let id = accounts::insert(tx, scope, &new)?;
    Ok(Somebody { scope, id, email })
}
