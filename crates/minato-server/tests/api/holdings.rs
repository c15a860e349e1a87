//! Contracts of services that only these tests know, and groups that give a right on them.

use chrono::{NaiveDate, TimeDelta};
use minato_db::models::accounts::{self, Account};
use minato_db::models::contracts::{self, NewContract};
use minato_db::models::services::{self, NewService};
use minato_db::models::user_groups;
use minato_db::{DbError, Tx as _, WriteTx};
use minato_types::contracts::{ContractPermission, ContractStatus};
use minato_types::services::ServiceCategory;
use minato_types::values::{ContractId, ContractNumber, EmailAddress};

use crate::app::TestApp;
use crate::people::Person;

/// The service of the first contracts.
pub(crate) const RADIO: &str = "harbour-radio";
/// Another service.
pub(crate) const BEACON: &str = "harbour-beacon";

/// A right that a group gives.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Grant {
    /// On every contract.
    Everything,
    /// On the contracts of a service.
    Service(&'static str, ContractPermission),
    /// On one contract.
    Contract(ContractId, ContractPermission),
}

/// A contract number.
pub(crate) fn number(text: &str) -> ContractNumber {
    ContractNumber::parse(text).unwrap()
}

/// Registers a contract of the person's member.
pub(crate) async fn contract(
    app: &TestApp,
    person: Person,
    service: &'static str,
    number: &'static str,
    memo: &'static str,
) -> ContractId {
    let made: Result<_, DbError> = app
        .app
        .db
        .write(move |tx| insert(tx, person, service, number, memo))
        .await;
    made.unwrap()
}

/// The same in a transaction that stands.
pub(crate) fn insert(
    tx: &mut WriteTx<'_>,
    person: Person,
    service: &str,
    text: &str,
    memo: &str,
) -> Result<ContractId, DbError> {
    let account = account(tx, person)?;
    if services::find(tx, service)?.is_none() {
        let new = NewService {
            code: service.to_owned(),
            category: ServiceCategory::Voice,
            name_ja: "港内無線".to_owned(),
            name_en: "Harbour radio".to_owned(),
            has_settings: false,
            position: 900,
        };
        services::insert(tx, &new)?;
    }
    let service = services::find(tx, service)?.unwrap();
    let day = |month| NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
    let new = NewContract {
        number: number(text),
        customer_number: "C0004711".to_owned(),
        group_number: None,
        site: "第三埠頭".to_owned(),
        status: ContractStatus::Warning,
        status_since: tx.now() - TimeDelta::hours(3),
        memo: memo.to_owned(),
        applied_on: day(2),
        provided_on: day(4),
        ends_on: None,
    };
    contracts::insert(tx, account.scope(), &service, &new)
}

/// Puts a person into a group of its own with this right, or into the automatic one.
pub(crate) async fn give(app: &TestApp, person: Person, grant: Grant) {
    let given: Result<(), DbError> = app
        .app
        .db
        .write(move |tx| {
            let account = account(tx, person)?;
            let (scope, id) = (account.scope(), account.id.0);
            let group = match grant {
                Grant::Everything => user_groups::automatic(scope),
                _ => user_groups::insert(tx, scope, &format!("{grant:?} {}", person.email), "")?,
            };
            match grant {
                Grant::Everything => {}
                Grant::Service(code, permission) => {
                    let service = services::find(tx, code)?.unwrap().id.0;
                    user_groups::grant_service(tx, scope, group, service, permission)?;
                }
                Grant::Contract(contract, permission) => {
                    user_groups::grant_contract(tx, scope, group, contract, permission)?;
                }
            }
            user_groups::add_account(tx, scope, group, id)
        })
        .await;
    // The demo's admin is in the automatic group already.
    if !matches!(grant, Grant::Everything) {
        given.unwrap();
    }
}

fn account(tx: &mut WriteTx<'_>, person: Person) -> Result<Account, DbError> {
    let email = EmailAddress::parse(person.email).unwrap();
    Ok(accounts::find_candidate(tx, None, &email)?.unwrap().account)
}
