//! Groups of people, and what they let somebody do with contracts.

mod adding_up;
mod changing;
mod isolation;
mod making;
mod picking;

use chrono::NaiveDate;
use minato_client::{Client, Versioned};
use minato_db::models::contracts::{self, NewContract, rights, within};
use minato_db::models::services::{self, NewService};
use minato_db::models::{accounts, members};
use minato_db::{Db, DbError, Tx as _};
use minato_types::contracts::{ContractPermission, ContractStatus};
use minato_types::groups::{
    AddGroupRequest, ContractGrant, ServiceGrant, SetGroupAccountsRequest, SetGroupRangeRequest,
    UserGroup,
};
use minato_types::services::ServiceCategory;
use minato_types::values::{AccountId, ContractNumber, MemberNumber, UserGroupId};

use crate::accounts::{KAI, NAMI, find, kai, new_key, password_hash, row, write};
use crate::app::TestApp;
use crate::people::{HANAKO, Person};

/// Kai's member: two services, three contracts, Kai as its admin, Nami as a user.
struct Firm {
    app: TestApp,
    kai: Client,
    kai_id: AccountId,
    nami_id: AccountId,
}

const PBX: &str = "harbour-pbx";
const LINE: &str = "harbour-line";

/// Two contracts of the one service, one of the other.
const PBX_ONE: &str = "N900000001";
const PBX_TWO: &str = "N900000002";
const LINE_ONE: &str = "N900000003";

/// A contract of Hanako's member.
const FOREIGN: &str = "N900000009";

impl Firm {
    async fn start() -> Self {
        let app = TestApp::start().await;
        let kai = kai(&app).await;
        let nami = row(NAMI.email, "波 なみ", Some(password_hash(&app).await));
        let nami_id = write(&app, KAI, move |tx, scope| {
            accounts::insert(tx, scope, &nami)
        })
        .await;
        let made: Result<(), DbError> = app
            .app
            .db
            .write(|tx| {
                services::insert(tx, &new_service(PBX, "港のPBX"))?;
                services::insert(tx, &new_service(LINE, "港の専用線"))?;
                Ok(())
            })
            .await;
        made.unwrap();
        let firm = Self {
            kai_id: find(&kai, KAI).await.value.id,
            app,
            kai,
            nami_id,
        };
        firm.contract(KAI, PBX, PBX_ONE).await;
        firm.contract(KAI, PBX, PBX_TWO).await;
        firm.contract(KAI, LINE, LINE_ONE).await;
        firm.contract(HANAKO, PBX, FOREIGN).await;
        firm
    }

    /// The person's member contracts something.
    async fn contract(&self, person: Person, code: &'static str, number: &'static str) {
        write(&self.app, person, move |tx, scope| {
            let service = services::find(tx, code)?.expect("the service");
            let new = new_contract(number, tx.now());
            contracts::insert(tx, scope, &service, &new).map(drop)
        })
        .await;
    }

    /// Kai makes a group with these people and this range.
    async fn group(
        &self,
        name: &str,
        people: &[AccountId],
        range: &SetGroupRangeRequest,
    ) -> Versioned<UserGroup> {
        let made = self.kai.add_group(&named(name), &new_key()).await.unwrap();
        let id = made.value.id;
        let filled = self.put(id, people, &made.etag).await;
        let set = self.kai.set_group_range(id, range, &filled.etag);
        set.await.unwrap()
    }

    /// Kai says who is in a group.
    async fn put(
        &self,
        group: UserGroupId,
        people: &[AccountId],
        etag: &str,
    ) -> Versioned<UserGroup> {
        let request = of_people(people);
        let set = self.kai.set_group_accounts(group, &request, etag);
        set.await.unwrap()
    }

    /// The automatic group, as it is now.
    async fn automatic(&self) -> Versioned<UserGroup> {
        let groups = self.kai.list_groups().await.unwrap();
        self.kai.get_group(groups.items[0].id).await.unwrap()
    }

    /// What an account sees now, and what it may do with it.
    async fn seen_by(&self, account: AccountId) -> Vec<(String, ContractPermission)> {
        seen(&self.app.app.db, account).await
    }

    async fn finish(self) {
        self.app.finish().await;
    }
}

/// What an account of Kai's member sees through this database handle.
async fn seen(db: &Db, account: AccountId) -> Vec<(String, ContractPermission)> {
    let number = MemberNumber::parse(KAI.member_number).unwrap();
    let found: Result<_, DbError> = db
        .read(move |tx| {
            let (scope, _) = members::find_by_number(tx, &number)?.expect("the member");
            let rights = rights::of(tx, scope, account)?;
            within::first(tx, &rights, 100)
        })
        .await;
    let found = found.unwrap().into_iter();
    found
        .map(|(contract, permission)| (contract.contract_number.0.to_string(), permission))
        .collect()
}

fn named(name: &str) -> AddGroupRequest {
    AddGroupRequest {
        name: name.to_owned(),
        description: String::new(),
    }
}

fn of_people(people: &[AccountId]) -> SetGroupAccountsRequest {
    SetGroupAccountsRequest {
        accounts: people.to_vec(),
    }
}

/// These services and contracts, each with what may be done with it.
fn range(services: &[(&str, &str)], contracts: &[(&str, &str)]) -> SetGroupRangeRequest {
    let service = |(code, permission): &(&str, &str)| ServiceGrant {
        code: (*code).to_owned(),
        permission: (*permission).to_owned(),
    };
    let contract = |(number, permission): &(&str, &str)| ContractGrant {
        number: (*number).to_owned(),
        permission: (*permission).to_owned(),
    };
    SetGroupRangeRequest {
        services: services.iter().map(service).collect(),
        contracts: contracts.iter().map(contract).collect(),
    }
}

fn new_service(code: &str, name: &str) -> NewService {
    NewService {
        code: code.to_owned(),
        category: ServiceCategory::Voice,
        name_ja: name.to_owned(),
        name_en: code.to_owned(),
        has_settings: false,
        position: 90,
    }
}

fn new_contract(number: &str, now: chrono::DateTime<chrono::Utc>) -> NewContract {
    let day = NaiveDate::from_ymd_opt(2026, 4, 1).unwrap();
    NewContract {
        number: ContractNumber::parse(number).unwrap(),
        customer_number: "C-77".to_owned(),
        group_number: None,
        site: "門司倉庫".to_owned(),
        status: ContractStatus::Abnormal,
        status_since: now,
        memo: "ないしょのメモ".to_owned(),
        applied_on: day,
        provided_on: day,
        ends_on: None,
    }
}
