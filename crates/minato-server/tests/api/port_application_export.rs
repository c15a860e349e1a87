//! The list of applications as CSV.

use minato_types::audit::AuditAction;
use minato_types::port_applications::ListPortApplicationsQuery as Query;
use minato_types::values::Language;

use crate::audit;
use crate::past::keep_many;
use crate::people::speak;
use crate::ports::{Company, NUMBER, day};
use crate::raw::Signed;

#[actix_web::test]
async fn the_whole_list_can_be_taken_along_as_csv() {
    let company = Company::start().await;
    let first = day("2026-12-10");
    let formula = "=HYPERLINK(\"x\")";
    company
        .write(move |tx, scope| {
            keep_many(tx, scope, first, 1_203, "Shun, Kitano")?;
            keep_many(tx, scope, first, 1, formula)
        })
        .await;
    let query = Query {
        sort: Some("effectiveDate".to_owned()),
        page_size: Some(10),
        page: Some(2),
        ..Query::default()
    };
    let ja = company.aki.export_port_applications(&query).await.unwrap();
    let rows: Vec<&str> = ja.split("\r\n").collect();
    assert_eq!(
        rows[0].trim_start_matches('\u{feff}').split(',').next(),
        Some("申込番号")
    );
    assert!(ja.ends_with("\r\n") && !ja.replace("\r\n", "").contains('\n'));
    // A head, 1,204 rows, the empty rest behind the last line.
    assert_eq!(rows.len(), 1_206);
    assert!(
        rows[1].contains("2026-12-10,1,\"Shun, Kitano\",2026-11-24 10:00,"),
        "{}",
        rows[1]
    );
    assert!(rows[1].ends_with(",受付,2026-12-10"), "{}", rows[1]);
    assert!(
        rows[2].contains("\"'=HYPERLINK(\"\"x\"\")\""),
        "{}",
        rows[2]
    );
    let dates: Vec<&str> = rows[1..1_205]
        .iter()
        .map(|row| row.split(',').nth(1).unwrap())
        .collect();
    assert!(dates.is_sorted());

    speak(&company.aki, Language::En).await;
    let narrowed = Query {
        to: Some("2026-12-11".to_owned()),
        ..query
    };
    let en = company
        .aki
        .export_port_applications(&narrowed)
        .await
        .unwrap();
    assert_eq!(en.lines().count(), 4);
    assert!(en.contains("Number,Effective date,Added ports,Applicant"));

    let browser = Signed::of(&company.shun).await;
    let path = "/port-applications.csv";
    let answer = browser
        .send(&company.app.address, "GET", path, &[], None)
        .await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"port-applications-2026-11-24.csv\""
    );
    let chain = audit::chain(&company.app.app.db, NUMBER).await;
    let exports = chain
        .iter()
        .filter(|e| e.action.0 == AuditAction::PortApplicationsExported);
    assert_eq!(exports.count(), 3, "the trail says who took data along");
    company.finish().await;
}
