//! The trail as a file for spreadsheets.

use minato_types::audit::{AuditAction, ListAuditEventsQuery as Query};

use super::{record, two_step_company};
use crate::app::TestApp;
use crate::audit::chain;
use crate::people::{HANAKO, speak};
use crate::ports::{NUMBER, submit, to_day};
use minato_types::values::Language;

#[actix_web::test]
async fn the_whole_trail_comes_along_and_the_trail_says_so() {
    let app = TestApp::start().await;
    record(&app, HANAKO.member_number, 1_203).await;
    let hanako = HANAKO.sign_in(&app).await;
    let known = chain(&app.app.db, HANAKO.member_number).await.len();
    let query = Query {
        page: Some(2),
        page_size: Some(3),
        ..Query::default()
    };
    let csv = hanako.export_audit_events(&query).await.unwrap();
    let rows: Vec<&str> = csv.trim_end().split("\r\n").skip(1).collect();
    // The export itself is the newest event of the file.
    assert_eq!(rows.len(), known + 1, "pages do not cut the file");
    let numbers: Vec<usize> = rows
        .iter()
        .map(|row| row.split(',').next().unwrap().parse().unwrap())
        .collect();
    let expected: Vec<usize> = (1..=known + 1).rev().collect();
    assert_eq!(numbers, expected);
    let chain = chain(&app.app.db, HANAKO.member_number).await;
    assert_eq!(
        chain.last().map(|event| event.action.0),
        Some(AuditAction::AuditExported)
    );
    for row in [rows[0], rows[1]] {
        let digest = row.rsplit(',').next().unwrap();
        assert!(chain.iter().any(|event| event.digest == digest), "{row}");
    }
    app.finish().await;
}

#[actix_web::test]
async fn a_file_is_in_the_language_of_its_reader() {
    let company = two_step_company().await;
    let first = submit(&company.shun, "2026-12-24", 5).await;
    let number = first.value.number;
    company
        .shun
        .change_port_application(number, &to_day("2026-12-25"), &first.etag)
        .await
        .unwrap();
    let query = Query {
        action: Some("portApplicationChanged".to_owned()),
        ..Query::default()
    };
    let ja = company.aki.export_audit_events(&query).await.unwrap();
    let rows: Vec<&str> = ja.lines().collect();
    assert_eq!(rows.len(), 2, "{ja}");
    assert!(rows[0].contains("番号,日時(日本時間),操作した人,操作,対象,変更内容"));
    assert!(rows[1].contains(",Shun Kitano,申込内容の変更,SO-"), "{ja}");
    assert!(rows[1].contains("適用日: 2026-12-24 → 2026-12-25"), "{ja}");
    speak(&company.aki, Language::En).await;
    let en = company.aki.export_audit_events(&query).await.unwrap();
    assert!(en.contains("Changed an application"), "{en}");
    assert!(en.contains("Effective date: 2026-12-24 → 2026-12-25"));
    let exports = crate::audit::chain(&company.app.app.db, NUMBER).await;
    let exports = exports
        .iter()
        .filter(|event| event.action.0 == AuditAction::AuditExported);
    assert_eq!(exports.count(), 2);
    company.finish().await;
}
