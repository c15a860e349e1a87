//! Another member's application is answered exactly like one that does not exist.

use minato_types::endpoints::{self, Endpoint};
use minato_types::port_applications::ListPortApplicationsQuery;

use crate::people::HANAKO;
use crate::ports::{Company, submit};
use crate::raw::Signed;

/// Every endpoint that names an application.
fn with_number() -> Vec<Endpoint> {
    let named = endpoints::ALL
        .iter()
        .filter(|endpoint| endpoint.path.contains("{number}"));
    named.copied().collect()
}

#[actix_web::test]
async fn a_foreign_number_is_answered_like_one_that_nobody_has() {
    let company = Company::start().await;
    let foreign = submit(&company.shun, "2026-12-10", 5)
        .await
        .value
        .number
        .to_string();
    company.deliver().await;
    let hanako = HANAKO.sign_in(&company.app).await;
    let browser = Signed::of(&hanako).await;
    let endpoints = with_number();
    assert_eq!(endpoints.len(), 4, "{endpoints:?}");
    for endpoint in endpoints {
        let method = endpoint.method.as_str();
        let body = (method == "PATCH").then_some(r#"{"addedPorts":1}"#);
        for headers in [
            &[][..],
            &[("if-match", "\"v1\"")],
            &[("if-match", "\"v9\"")],
        ] {
            let mut answers = Vec::new();
            for number in [foreign.as_str(), "SO-99999-0", "SO-99999-7"] {
                let path = endpoint.path.replace("{number}", number);
                let origin = &company.app.address;
                let answer = browser.send(origin, method, &path, headers, body).await;
                answers.push(answer.comparable());
            }
            // Without a version nothing is looked up.
            let found = method == "GET" || !headers.is_empty();
            assert_eq!(
                answers[0].status,
                if found { 404 } else { 428 },
                "{endpoint}"
            );
            for answer in &answers[1..] {
                assert_eq!(answer, &answers[0], "{endpoint}");
            }
        }
        // What is no number is not found either.
        let path = endpoint.path.replace("{number}", "SO-0-0");
        let origin = &company.app.address;
        let answer = browser.send(origin, method, &path, &[], body).await;
        assert_eq!(answer.problem(), "notFound", "{endpoint}");
    }
    company.finish().await;
}

#[actix_web::test]
async fn lists_calendars_and_files_hold_only_ones_own() {
    let company = Company::start().await;
    let foreign = submit(&company.shun, "2026-12-10", 97).await.value;
    company.deliver().await;
    let hanako = HANAKO.sign_in(&company.app).await;
    let number = foreign.number.to_string();
    let everything = ListPortApplicationsQuery {
        page_size: Some(100),
        ..<_>::default()
    };
    let page = hanako.list_port_applications(&everything).await.unwrap();
    assert!(page.items.iter().all(|item| item.number != foreign.number));
    let file = hanako
        .export_port_applications(&<_>::default())
        .await
        .unwrap();
    assert!(!file.contains(&number) && !file.contains("Shun Kitano"));
    let date = foreign.effective_date;
    let calendar = hanako.get_port_calendar(date, date).await.unwrap();
    assert!(calendar.days[0].added_ports < 97);
    company.finish().await;
}
