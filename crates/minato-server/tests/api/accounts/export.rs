//! The list of accounts as a file for spreadsheets.

use minato_db::models::accounts;
use minato_types::accounts::ListAccountsQuery;
use minato_types::audit::AuditAction;
use minato_types::values::Language;

use super::{password_hash, row, send_as, write};
use crate::app::TestApp;
use crate::audit::chain;
use crate::people::{HANAKO, speak};

/// More than two chunks.
const MANY: usize = 1203;

async fn populate(app: &TestApp) {
    let hash = password_hash(app).await;
    write(app, HANAKO, move |tx, scope| {
        for n in 0..MANY {
            let email = format!("crew{n}@minato-shoji.example");
            // Many have the same name: only the id tells them apart.
            let name = format!("乗組員 {}", n % 7);
            accounts::insert(tx, scope, &row(&email, &name, Some(hash.clone())))?;
        }
        let sum = row("formula@minato-shoji.example", "=SUM(A1:A9)", Some(hash));
        accounts::insert(tx, scope, &sum).map(drop)
    })
    .await;
}

#[actix_web::test]
async fn the_whole_result_comes_in_every_order() {
    let app = TestApp::start().await;
    populate(&app).await;
    let client = HANAKO.sign_in(&app).await;
    for sort in ["name", "email", "department", "validUntil"] {
        let query = ListAccountsQuery {
            q: Some("乗組員".to_owned()),
            sort: Some(sort.to_owned()),
            page: Some(2),
            page_size: Some(3),
            ..ListAccountsQuery::default()
        };
        let csv = client.export_accounts(&query).await.unwrap();
        let rows: Vec<&str> = csv.trim_end().split("\r\n").skip(1).collect();
        assert_eq!(rows.len(), MANY, "{sort}: pages do not cut the file");
        let emails: std::collections::HashSet<&str> = rows
            .iter()
            .filter_map(|row| row.split(',').nth(2))
            .collect();
        assert_eq!(emails.len(), MANY, "{sort}: everybody once");
    }
    app.finish().await;
}

#[actix_web::test]
async fn a_file_speaks_the_readers_language_and_calculates_nothing() {
    let app = TestApp::start().await;
    populate(&app).await;
    let client = HANAKO.sign_in(&app).await;
    let path = "/accounts.csv?q=minato-shoji.example%20SUM";
    let answer = send_as(&app, &client, "GET", path, &[], None).await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    let disposition = answer.header("content-disposition");
    assert_eq!(disposition, "attachment; filename=\"accounts.csv\"");
    assert!(
        answer.body.starts_with("\u{feff}担当者名,権限,"),
        "{}",
        answer.body
    );
    assert!(answer.body.ends_with("\r\n"));
    assert!(answer.body.contains("\r\n'=SUM(A1:A9),"), "{}", answer.body);
    assert_eq!(answer.body.matches("\r\n").count(), 2);

    speak(&client, Language::En).await;
    let hanako = ListAccountsQuery {
        q: Some(HANAKO.email.to_owned()),
        ..ListAccountsQuery::default()
    };
    let csv = client.export_accounts(&hanako).await.unwrap();
    assert!(csv.contains("Name,Role,E-mail address"), "{csv}");
    assert!(
        csv.contains("港 花子,admin,hanako@minato-shoji.example"),
        "{csv}"
    );
    assert!(csv.contains(",03-1234-5678,active,9999-12-31,"), "{csv}");
    let events = chain(&app.app.db, HANAKO.member_number).await;
    let exports = events
        .iter()
        .filter(|e| e.action.0 == AuditAction::AccountsExported);
    assert_eq!(exports.count(), 2);
    app.finish().await;
}

#[actix_web::test]
async fn a_query_that_breaks_a_rule_gives_no_file() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    let answer = send_as(&app, &client, "GET", "/accounts.csv?sort=age", &[], None).await;
    assert_eq!(answer.problem(), "validationFailed");
    app.finish().await;
}
