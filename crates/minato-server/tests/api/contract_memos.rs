//! Memos in bulk by a file: all faults by row, or all memos at once.

use std::fmt::Write as _;

use minato_client::{Client, ClientError};
use minato_db::DbError;
use minato_types::audit::AuditAction;
use minato_types::contracts::ContractPermission::{Edit, View};
use minato_types::contracts::{ContractMemoImport, ListContractsQuery};
use minato_types::problem::ProblemCode;

use crate::app::TestApp;
use crate::audit::{chain, chain_holds};
use crate::holdings::{BEACON, Grant, RADIO, contract, give, insert, number};
use crate::me::broken_rules;
use crate::people::{AKARI, TARO, refused};
use crate::raw::Signed;

const HEAD: &str = "contractNumber,memo\r\n";

/// Taro may change two contracts of the radio, and sees one of the beacon; Akari's is foreign.
async fn holdings(app: &TestApp) -> Client {
    contract(app, TARO, RADIO, "N910000001", "一").await;
    contract(app, TARO, RADIO, "N910000002", "二").await;
    contract(app, TARO, BEACON, "N910000003", "三").await;
    contract(app, AKARI, RADIO, "N910000004", "四").await;
    give(app, TARO, Grant::Service(RADIO, Edit)).await;
    give(app, TARO, Grant::Service(BEACON, View)).await;
    TARO.sign_in(app).await
}

async fn memo(client: &Client, text: &str) -> String {
    client.get_contract(&number(text)).await.unwrap().value.memo
}

fn told(result: Result<ContractMemoImport, ClientError>) -> Vec<String> {
    let code = |rule| serde_json::to_value(rule).unwrap()["code"].clone();
    let broken = broken_rules(result);
    broken
        .iter()
        .map(|(field, rule)| format!("{field} {}", code(rule).as_str().unwrap()))
        .collect()
}

#[actix_web::test]
async fn a_file_with_faults_writes_nothing_and_names_them_all() {
    let app = TestApp::start().await;
    let taro = holdings(&app).await;
    let recorded = chain(&app.app.db, TARO.member_number).await.len();
    let long = "港".repeat(201);
    let table = format!(
        "{HEAD}N910000001,right\r\nN91,x\r\nN910000003,seen\r\nN910000004,foreign\r\n\
         N999999999,nobody's\r\nn910-000-001,twice\r\nN910000002,{long}\r\nN910000002,a,b\r\n"
    );
    assert_eq!(
        told(taro.import_contract_memos(&table).await),
        [
            "rows.3.contractNumber invalidContractNumber",
            "rows.4.contractNumber contractNotEditable",
            "rows.5.contractNumber unknownContract",
            "rows.6.contractNumber unknownContract",
            "rows.7.contractNumber duplicate",
            "rows.8.memo tooLong",
            "rows.9.contractNumber malformed",
        ]
    );
    assert_eq!(memo(&taro, "N910000001").await, "一");
    assert_eq!(chain(&app.app.db, TARO.member_number).await.len(), recorded);
    app.finish().await;
}

#[actix_web::test]
async fn all_memos_of_a_file_are_written_at_once_and_a_second_time_changes_nothing() {
    let app = TestApp::start().await;
    let taro = holdings(&app).await;
    let recorded = chain(&app.app.db, TARO.member_number).await.len();
    let table = format!("\u{feff}{HEAD}N910000002,\r\nＮ９１０-000-001,\"壱、\"\"一\"\"\"\r\n");
    let done = taro.import_contract_memos(&table).await.unwrap();
    assert_eq!((done.rows, done.changed), (2, 2));
    assert_eq!(memo(&taro, "N910000001").await, "壱、\"一\"");
    assert_eq!(memo(&taro, "N910000002").await, "");
    assert_eq!(memo(&taro, "N910000003").await, "三");
    let again = taro.import_contract_memos(&table).await.unwrap();
    assert_eq!((again.rows, again.changed), (2, 0));
    let events = chain(&app.app.db, TARO.member_number).await;
    let actions: Vec<_> = events[recorded..]
        .iter()
        .map(|event| event.action.0)
        .collect();
    assert_eq!(actions, [AuditAction::ContractMemosImported]);
    chain_holds(&app.app.db, TARO.member_number).await;
    app.finish().await;
}

#[actix_web::test]
async fn what_is_no_table_of_memos_is_refused_as_a_whole() {
    let app = TestApp::start().await;
    let taro = holdings(&app).await;
    let raw = Signed::of(&taro).await;
    let json = raw
        .send(&app.address, "POST", "/contracts/memos", &[], Some("{}"))
        .await;
    assert_eq!(json.status, 415);
    assert_eq!(
        told(taro.import_contract_memos("").await),
        ["file required"]
    );
    let head = "number,memo\r\nN910000001,x\r\n";
    assert_eq!(
        told(taro.import_contract_memos(head).await),
        [
            "columns.number unknownField",
            "columns.contractNumber required"
        ]
    );
    app.finish().await;
}

#[actix_web::test]
async fn the_list_as_csv_can_be_sent_back() {
    let app = TestApp::start().await;
    let taro = holdings(&app).await;
    let query = ListContractsQuery {
        service: Some(RADIO.to_owned()),
        permission: Some("edit".to_owned()),
        ..ListContractsQuery::default()
    };
    let table = taro.export_contracts(&query).await.unwrap();
    let table = table.replace(",一,", ",壱,");
    let done = taro.import_contract_memos(&table).await.unwrap();
    assert_eq!((done.rows, done.changed), (2, 1));
    assert_eq!(memo(&taro, "N910000001").await, "壱");
    app.finish().await;
}

#[actix_web::test]
async fn a_right_that_is_taken_away_holds_for_the_next_file() {
    let app = TestApp::start().await;
    contract(&app, TARO, RADIO, "N910000001", "一").await;
    let taro = TARO.sign_in(&app).await;
    let table = format!("{HEAD}N910000001,x\r\n");
    let unknown = ["rows.2.contractNumber unknownContract"];
    assert_eq!(told(taro.import_contract_memos(&table).await), unknown);
    let jiro = crate::people::JIRO.sign_in(&app).await;
    let refusal = refused(jiro.import_contract_memos(&table).await);
    assert_eq!(refusal, ProblemCode::TwoStepRequired);
    app.finish().await;
}

#[actix_web::test]
async fn a_file_of_more_rows_than_one_statement_takes_is_written_whole() {
    const ROWS: usize = 1_100;
    let app = TestApp::start().await;
    let made: Result<(), DbError> = app
        .app
        .db
        .write(|tx| {
            for place in 0..ROWS {
                insert(tx, TARO, RADIO, &format!("N92{place:07}"), "")?;
            }
            Ok(())
        })
        .await;
    made.unwrap();
    give(&app, TARO, Grant::Service(RADIO, Edit)).await;
    let taro = TARO.sign_in(&app).await;
    let mut table = HEAD.to_owned();
    for place in 0..ROWS {
        write!(table, "N92{place:07},埠頭 {place}\r\n").unwrap();
    }
    let done = taro.import_contract_memos(&table).await.unwrap();
    assert_eq!(done.changed as usize, ROWS);
    for place in [0, 499, 500, 1_099] {
        let written = memo(&taro, &format!("N92{place:07}")).await;
        assert_eq!(written, format!("埠頭 {place}"));
    }
    app.finish().await;
}
