//! The list as CSV.

use minato_db::models::contracts::NewContract;
use minato_types::audit::AuditAction;
use minato_types::contracts::{ContractStatus, ListContractsQuery as Query};

use super::{MEI, NUMBER, Office, REN, contract, number, whole};
use crate::audit;
use crate::raw::Signed;

#[actix_web::test]
async fn the_whole_result_can_be_taken_along_as_csv() {
    let office = Office::start().await;
    let mut many: Vec<NewContract> = (1..=1_203).map(contract).collect();
    many[0].status = ContractStatus::Abnormal;
    many[0].memo = "=HYPERLINK(\"x\")".to_owned();
    many[0].group_number = Some("G000001".to_owned());
    many[1].memo = "受付, 2階".to_owned();
    office.add(0, many).await;
    office.let_see_everything(office.mei).await;
    let mei = MEI.sign_in(&office.app).await;
    let query = Query {
        page: Some(3),
        page_size: Some(10),
        ..Query::default()
    };
    let ja = mei.export_contracts(&query).await.unwrap();
    assert!(ja.ends_with("\r\n") && !ja.replace("\r\n", "").contains('\n'));
    let rows: Vec<&str> = ja.trim_start_matches('\u{feff}').split("\r\n").collect();
    // A head, 1,203 rows, the empty rest behind the last line.
    assert_eq!(rows.len(), 1_205);
    assert!(
        rows[0].starts_with("ご契約番号,グループ番号,"),
        "{}",
        rows[0]
    );
    assert_eq!(
        rows[1],
        "N900000001,G000001,C900000001,電話サービス,静岡本社,異常,2026-11-01 09:00,\
         \"'=HYPERLINK(\"\"x\"\")\",編集,2024-03-01,2024-04-01,"
    );
    assert!(rows[2].contains(",正常,2026-11-01 09:00,\"受付, 2階\",編集,"));
    // The same rows in the same order as the list.
    let listed = whole(&mei, Query::default()).await;
    assert_eq!(listed.len(), 1_203);
    for (row, listed) in rows[1..].iter().zip(&listed) {
        assert!(row.starts_with(listed.number.as_str()), "{row}");
    }
    office.app.finish().await;
}

#[actix_web::test]
async fn a_file_is_in_the_language_of_its_reader_and_its_export_is_recorded() {
    let office = Office::start().await;
    let ids = office.add(0, vec![contract(1), contract(2)]).await;
    let group = office.group_of("一件", office.ren).await;
    let view = minato_types::contracts::ContractPermission::View;
    office.grant_contract(group, ids[1], view).await;
    let ren = REN.sign_in(&office.app).await;
    let narrowed = Query {
        service: Some("denwa".to_owned()),
        ..Query::default()
    };
    let en = ren.export_contracts(&narrowed).await.unwrap();
    let lines: Vec<&str> = en.lines().collect();
    assert_eq!(lines.len(), 2, "{en}");
    assert!(lines[0].contains("Contract number,Group number,Customer number"));
    assert!(lines[1].starts_with(number(2).as_str()));
    assert!(lines[1].contains(",Telephones,静岡本社,Normal,"), "{en}");
    assert!(lines[1].contains(",View,"), "{en}");

    let browser = Signed::of(&ren).await;
    let answer = browser
        .send(&office.app.address, "GET", "/contracts.csv", &[], None)
        .await;
    assert!(answer.body.starts_with('\u{feff}'));
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"contracts-2026-11-24.csv\""
    );
    let chain = audit::chain(&office.app.app.db, NUMBER).await;
    let exports = chain
        .iter()
        .filter(|event| event.action.0 == AuditAction::ContractsExported);
    assert_eq!(exports.count(), 2, "the trail says who took data along");
    office.app.finish().await;
}
