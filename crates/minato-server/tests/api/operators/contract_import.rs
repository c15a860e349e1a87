//! Files of contracts: all faults by row, or all rows, one part after the other.

use minato_types::FieldRule;
use minato_types::audit::AuditAction;
use minato_types::contracts::{ContractStatus, ListMemberContractsQuery};
use minato_types::imports::{ImportFileQuery, ImportKind, ImportState};
use minato_types::values::{ContractNumber, MemberNumber};

use super::{carriers_chain, operator, recorded_since};
use crate::app::TestApp;
use crate::audit::chain;
use crate::me::broken_rules;
use crate::people::{HANAKO, MISAKI};

const HEAD: &str = "memberNumber,contractNumber,service,customerNumber,groupNumber,site,status,appliedOn,providedOn,endsOn,memo\r\n";

fn contracts() -> ImportFileQuery {
    ImportFileQuery {
        kind: "contracts".into(),
    }
}

fn row(member: &str, number: &str, site: &str, status: &str, memo: &str) -> String {
    format!("{member},{number},vpn,C1,,{site},{status},2026-03-02,2026-04-01,,{memo}\r\n")
}

#[actix_web::test]
async fn a_file_with_faults_imports_no_contract_and_names_them_all() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    let before = carriers_chain(&app).await.len();
    let table = [
        HEAD,
        &row("M97-00342", "N700000001", "佐世保", "normal", ""),
        &row("M97-00999", "N700000002", "佐世保", "正常", ""),
        &row("M97-00342", "N700-000-001", "佐世保", "", ""),
        &row("M97-00342", "N339001001", "港商事のもの", "", ""),
        "M97-00342,N7,fax,C1,,,broken,2026-03-02,2026-04-01,2026-03-31,\r\n",
        "M97-00342,N700000003,fax,C1,,x,,2026-03-02,2026-04-01,,\r\n",
    ]
    .concat();
    let broken = broken_rules(client.import_file(&contracts(), &table, "k").await);
    let told: Vec<(&str, String)> = broken
        .iter()
        .map(|(field, rule)| {
            let code = serde_json::to_value(rule).unwrap()["code"].clone();
            (field.as_str(), code.as_str().unwrap().to_owned())
        })
        .collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(f, c)| (*f, c.as_str())).collect();
    assert_eq!(
        told,
        [
            ("rows.3.memberNumber", "unknownMember"),
            ("rows.4.contractNumber", "duplicate"),
            ("rows.5.contractNumber", "contractOfAnotherMember"),
            ("rows.6.contractNumber", "invalidContractNumber"),
            ("rows.6.site", "required"),
            ("rows.6.status", "unknownChoice"),
            ("rows.6.endsOn", "endsBeforeStart"),
            ("rows.7.service", "unknownService"),
        ]
    );
    assert_eq!(recorded_since(&app, before).await, []);
    app.finish().await;
}

#[actix_web::test]
async fn a_thousand_faults_are_told_and_the_others_counted() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    let rows = (0..1_234).map(|n| row("M97-00999", &format!("N70000{n:04}"), "佐世保", "", ""));
    let table = [HEAD.to_owned(), rows.collect()].concat();
    let broken = broken_rules(client.import_file(&contracts(), &table, "k").await);
    assert_eq!(broken.len(), 1_001);
    let more = FieldRule::MoreFaults { remaining: 234 };
    assert_eq!(broken[1_000], ("rows".to_owned(), more));
    app.finish().await;
}

#[actix_web::test]
async fn contracts_of_a_file_take_effect_part_by_part_and_never_twice() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    let (misakis, hanakos) = (MISAKI.member_number, HANAKO.member_number);
    let mut table = HEAD.to_owned();
    // Two that stand: one changes, of the other only a memo is said, which is not the operator's.
    table.push_str(&row(misakis, "N342000001", "佐世保", "異常", "neu"));
    for n in 0..1_300 {
        let whose = if n % 2 == 0 { misakis } else { hanakos };
        table.push_str(&row(whose, &format!("N70000{n:04}"), "佐世保", "", "memo"));
    }
    let made = client.import_file(&contracts(), &table, "k").await.unwrap();
    let import = made.value.clone();
    assert_eq!(
        (import.kind, import.state),
        (ImportKind::Contracts, ImportState::Applying)
    );
    assert_eq!((import.rows_checked, import.rows_applied), (1_301, 0));
    let again = client.import_file(&contracts(), &table, "k").await;
    assert_eq!(again.unwrap(), made, "sent again, it answers the same");

    app.deliver().await;
    let import = client.get_import(import.id).await.unwrap();
    assert_eq!(import.state, ImportState::Done);
    assert_eq!((import.rows_applied, import.rows_refused), (1_301, 0));
    let member = MemberNumber::parse(misakis).unwrap();
    let query = ListMemberContractsQuery::default();
    let total = async || {
        client
            .list_member_contracts(&member, &query)
            .await
            .unwrap()
            .total
    };
    assert_eq!(total().await, 653);
    let known = ContractNumber::parse("N342000001").unwrap();
    let first = client.get_member_contract(&member, &known).await.unwrap();
    assert_eq!(first.value.status, ContractStatus::Abnormal);
    assert_eq!(
        (first.value.site.as_str(), first.value.memo.as_str()),
        ("佐世保", "")
    );
    let new = ContractNumber::parse("N700000000").unwrap();
    let second = client.get_member_contract(&member, &new).await.unwrap();
    assert_eq!(second.value.status, ContractStatus::Unmonitored);
    assert_eq!(
        (second.value.memo.as_str(), second.etag.as_str()),
        ("memo", "\"v1\"")
    );

    // The same file once more, as another request: nothing is there twice, nothing has changed.
    let once_more = client.import_file(&contracts(), &table, "other").await;
    app.deliver().await;
    let import = client
        .get_import(once_more.unwrap().value.id)
        .await
        .unwrap();
    assert_eq!(
        (import.state, import.rows_applied),
        (ImportState::Done, 1_301)
    );
    assert_eq!(total().await, 653);
    assert_eq!(
        client.get_member_contract(&member, &new).await.unwrap(),
        second
    );
    let imported = chain(&app.app.db, misakis).await;
    let last = imported.last().unwrap();
    assert_eq!(last.action.0, AuditAction::ContractsImported);
    assert_eq!(last.actor_kind, "operator");
    app.finish().await;
}
