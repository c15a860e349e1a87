//! Everything through which somebody reaches contracts, asked at the same moment.

use std::sync::Mutex;

use minato_client::{Client, ClientError};
use minato_types::contracts::{ListContractsQuery, UpdateContractMemoRequest};
use minato_types::problem::ProblemCode;
use tokio::join;

use crate::rights_office::{CONTRACTS, TELEPHONES, number};

/// How many contracts or services a door shows, or why it is shut.
pub(crate) type Answer = Result<u64, ProblemCode>;

/// What is asked: list, counts, search, CSV, detail, menu, the door of the settings site, and a
/// new memo.
pub(crate) type Answers = [Answer; 8];

const ALL: u64 = CONTRACTS as u64;

/// To somebody who may change every contract of telephones.
pub(crate) const EDIT: Answers = [
    Ok(ALL),
    Ok(ALL),
    Ok(1),
    Ok(ALL),
    Ok(1),
    Ok(1),
    Ok(ALL),
    Ok(1),
];

/// To somebody who may change one contract.
pub(crate) const EDIT_ONE: Answers = [Ok(1); 8];

/// To somebody who may only see them.
pub(crate) const VIEW: Answers = [
    Ok(ALL),
    Ok(ALL),
    Ok(1),
    Ok(ALL),
    Ok(1),
    Ok(1),
    Ok(0),
    Err(ProblemCode::Forbidden),
];

/// To somebody without a right.
pub(crate) const NOTHING: Answers = [
    Ok(0),
    Ok(0),
    Ok(0),
    Ok(0),
    Err(ProblemCode::NotFound),
    Ok(0),
    Ok(0),
    Err(ProblemCode::NotFound),
];

/// To somebody who is not signed in any more.
pub(crate) const OUT: Answers = [Err(ProblemCode::NotSignedIn); 8];

/// Somebody at the doors.
pub(crate) struct Visitor {
    client: Client,
    /// Which contract he looks for, looks at and writes a memo of.
    contract: u32,
    /// The last version that he has seen of the contract, and how often he wrote its memo.
    etag: Mutex<String>,
    memos: Mutex<u32>,
}

impl Visitor {
    pub(crate) fn new(client: Client, contract: u32) -> Self {
        Self {
            client,
            contract,
            etag: Mutex::new("\"v1-1\"".to_owned()),
            memos: Mutex::new(0),
        }
    }

    /// Asks at all doors at once. The memo waits for nobody but the detail: both touch the same
    /// version.
    pub(crate) async fn ask(&self) -> Answers {
        let queries = [
            ListContractsQuery::default(),
            searching(self.contract),
            settings_door(),
        ];
        let reading = async {
            join!(
                self.list(&queries[0]),
                self.count(),
                self.list(&queries[1]),
                self.export(),
                self.menu(),
                self.list(&queries[2]),
            )
        };
        let one = async {
            let detail = self.detail().await;
            (detail, self.write().await)
        };
        let ((list, counts, search, csv, menu, settings), (detail, memo)) = join!(reading, one);
        [list, counts, search, csv, detail, menu, settings, memo]
    }

    /// Asks at one door, by its place among all.
    pub(crate) async fn ask_at(&self, door: usize) -> Answer {
        match door {
            0 => self.list(&ListContractsQuery::default()).await,
            1 => self.count().await,
            2 => self.list(&searching(self.contract)).await,
            3 => self.export().await,
            4 => self.detail().await,
            5 => self.menu().await,
            6 => self.list(&settings_door()).await,
            _ => self.write().await,
        }
    }

    /// How many contracts the list has.
    pub(crate) async fn list(&self, query: &ListContractsQuery) -> Answer {
        let page = self.client.list_contracts(query).await;
        let page = page.map_err(|error| refusal(&error))?;
        assert_eq!(page.total, page.items.len() as u64);
        Ok(page.total)
    }

    async fn count(&self) -> Answer {
        let query = ListContractsQuery::default();
        let counts = self.client.count_contracts(&query).await;
        counts
            .map(|counts| counts.total)
            .map_err(|error| refusal(&error))
    }

    async fn export(&self) -> Answer {
        let query = ListContractsQuery::default();
        let csv = self.client.export_contracts(&query).await;
        csv.map(|csv| csv.lines().count() as u64 - 1)
            .map_err(|error| refusal(&error))
    }

    async fn menu(&self) -> Answer {
        let menu = self
            .client
            .get_service_menu()
            .await
            .map_err(|error| refusal(&error))?;
        let services = menu.categories.iter().map(|category| &category.services);
        Ok(services.map(|services| services.len() as u64).sum())
    }

    async fn detail(&self) -> Answer {
        let found = self.client.get_contract(&number(self.contract)).await;
        let found = found.map_err(|error| refusal(&error))?;
        *self.etag.lock().unwrap() = found.etag;
        Ok(1)
    }

    async fn write(&self) -> Answer {
        let memo = {
            let mut memos = self.memos.lock().unwrap();
            *memos += 1;
            format!("memo {memos}")
        };
        let etag = self.etag.lock().unwrap().clone();
        let request = UpdateContractMemoRequest { memo };
        let written = self
            .client
            .update_contract_memo(&number(self.contract), &request, &etag)
            .await;
        *self.etag.lock().unwrap() = written.map_err(|error| refusal(&error))?.etag;
        Ok(1)
    }
}

fn searching(contract: u32) -> ListContractsQuery {
    ListContractsQuery {
        q: Some(number(contract).to_string()),
        ..ListContractsQuery::default()
    }
}

/// What the door of the settings site shows.
fn settings_door() -> ListContractsQuery {
    ListContractsQuery {
        service: Some(TELEPHONES.to_owned()),
        permission: Some("edit".to_owned()),
        ..ListContractsQuery::default()
    }
}

fn refusal(error: &ClientError) -> ProblemCode {
    error.code().unwrap_or_else(|| panic!("{error}"))
}
