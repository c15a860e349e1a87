//! The list of applications: filters, orders, pages and cursors.

use chrono::NaiveDate;
use minato_client::Client;
use minato_types::FieldRule;
use minato_types::page::Page;
use minato_types::port_applications::{
    ListPortApplicationsQuery as Query, PortApplication, PortApplicationSort as Sort,
    PortApplicationState as State,
};

use crate::me::broken_rules;
use crate::past::keep_many;
use crate::ports::{Company, day, submit};
use crate::raw::Signed;

async fn list(client: &Client, query: Query) -> Page<PortApplication> {
    client.list_port_applications(&query).await.expect("a page")
}

fn days(page: &Page<PortApplication>) -> Vec<String> {
    page.items
        .iter()
        .map(|item| item.effective_date.to_string())
        .collect()
}

#[actix_web::test]
async fn a_company_without_applications_has_an_empty_list() {
    let company = Company::start().await;
    let page = list(&company.shun, Query::default()).await;
    assert_eq!((page.items.len(), page.total, page.next), (0, 0, None));
    company.finish().await;
}

#[actix_web::test]
async fn month_period_words_and_state_narrow_the_list() {
    let company = Company::start().await;
    for (client, date) in [
        (&company.shun, "2026-12-20"),
        (&company.shun, "2026-12-21"),
        (&company.aki, "2027-01-20"),
        (&company.aki, "2027-01-21"),
    ] {
        submit(client, date, 1).await;
    }
    let last = submit(&company.aki, "2027-02-01", 2).await;
    let number = last.value.number;
    company
        .aki
        .cancel_port_application(number, &last.etag)
        .await
        .unwrap();

    let found = |query: Query| {
        let client = &company.shun;
        async move {
            let sort = Some(Sort::EffectiveDate.as_str().to_owned());
            let page = list(client, Query { sort, ..query }).await;
            assert_eq!(page.total, page.items.len() as u64);
            days(&page)
        }
    };
    let text = |text: &str| Some(text.to_owned());
    // Bills are closed on the 20th: December is the 21st to January 20.
    let month = Query {
        month: text("2026-12"),
        ..Query::default()
    };
    assert_eq!(found(month.clone()).await, ["2026-12-21", "2027-01-20"]);
    let both = Query {
        from: text("2027-01-01"),
        ..month
    };
    assert_eq!(found(both).await, ["2027-01-20"]);
    let period = Query {
        from: text("2026-12-20"),
        to: text("2026-12-21"),
        ..Query::default()
    };
    assert_eq!(found(period).await, ["2026-12-20", "2026-12-21"]);

    let words = |q: &str| Query {
        q: text(q),
        ..Query::default()
    };
    let of_shun = ["2026-12-20", "2026-12-21"];
    assert_eq!(
        found(words("ｓｈｕｎ　kitano")).await,
        of_shun,
        "widths and case do not matter"
    );
    assert_eq!(
        found(words("北野")).await,
        ["2027-01-20", "2027-01-21", "2027-02-01"]
    );
    assert_eq!(
        found(words(&format!("北野 {number}"))).await,
        ["2027-02-01"]
    );
    for nothing in ["北野 shun", "%", "_", "\\", "100%"] {
        assert_eq!(found(words(nothing)).await, [""; 0], "{nothing}");
    }

    let cancelled = Query {
        state: text("cancelled"),
        ..Query::default()
    };
    assert_eq!(found(cancelled.clone()).await, ["2027-02-01"]);
    let none = Query {
        q: text("shun"),
        ..cancelled
    };
    assert_eq!(found(none).await, [""; 0]);
    company.finish().await;
}

#[actix_web::test]
async fn the_state_that_is_asked_for_is_the_state_that_is_shown() {
    let company = Company::start().await;
    for date in [
        "2026-12-10",
        "2026-12-11",
        "2026-12-15",
        "2026-12-16",
        "2027-01-15",
    ] {
        submit(&company.shun, date, 1).await;
    }
    let given_up = submit(&company.shun, "2026-12-17", 1).await;
    let number = given_up.value.number;
    company
        .shun
        .cancel_port_application(number, &given_up.etag)
        .await
        .unwrap();
    // On December 14 the first two have ended, the next ones are fixed.
    let client = company
        .sign_in_at("2026-12-14T15:00:00Z".parse().unwrap())
        .await;
    let fixed = list(
        &client,
        Query {
            state: Some("fixed".to_owned()),
            ..Query::default()
        },
    )
    .await;
    company.provision(fixed.items[0].number.serial).await;

    let mut seen = Vec::new();
    for &state in State::ALL {
        let query = Query {
            state: Some(state.as_str().to_owned()),
            ..Query::default()
        };
        let page = list(&client, query).await;
        assert!(
            page.items.iter().all(|item| item.state == state),
            "{state:?}"
        );
        seen.push((state, page.total));
    }
    assert_eq!(
        seen,
        [
            (State::Accepted, 1),
            (State::Fixed, 1),
            (State::Provisioned, 1),
            (State::Finished, 2),
            (State::Cancelled, 1)
        ]
    );
    company.finish().await;
}

#[actix_web::test]
async fn every_order_is_whole_by_pages_and_by_cursors() {
    let company = Company::start().await;
    let first = day("2026-12-10");
    company
        .write(move |tx, scope| {
            keep_many(tx, scope, first, 30, "Shun")?;
            // The same days again: the serial breaks the tie.
            keep_many(tx, scope, first, 17, "Shun")
        })
        .await;
    for &sort in Sort::ALL {
        let base = Query {
            sort: Some(sort.as_str().to_owned()),
            page_size: Some(7),
            ..Query::default()
        };
        let mut by_pages = Vec::new();
        for page in 1..=7 {
            let answer = list(
                &company.aki,
                Query {
                    page: Some(page),
                    ..base.clone()
                },
            )
            .await;
            assert_eq!(
                (answer.total, answer.next.is_some()),
                (47, page < 7),
                "{sort:?}"
            );
            by_pages.extend(answer.items);
        }
        let mut by_cursors = Vec::new();
        let mut cursor = None;
        loop {
            let answer = list(
                &company.aki,
                Query {
                    cursor,
                    ..base.clone()
                },
            )
            .await;
            assert_eq!(answer.total, 47);
            by_cursors.extend(answer.items);
            cursor = answer.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(by_pages, by_cursors, "{sort:?}");
        let keys: Vec<_> = by_pages.iter().map(|item| key(item, sort)).collect();
        let backwards = sort.as_str().starts_with('-');
        let ordered = keys.is_sorted_by(|a, b| if backwards { a > b } else { a < b });
        assert!(ordered, "{sort:?}: {keys:?}");
        assert_eq!(keys.len(), 47);
    }
    let beyond = Query {
        page: Some(minato_types::page::MAX_PAGE),
        page_size: Some(100),
        ..Query::default()
    };
    let empty = list(&company.aki, beyond).await;
    assert_eq!((empty.items.len(), empty.total, empty.next), (0, 47, None));
    company.finish().await;
}

fn key(item: &PortApplication, sort: Sort) -> (NaiveDate, u32, u32) {
    let serial = item.number.serial;
    match sort {
        Sort::Number | Sort::NumberDescending => (NaiveDate::MIN, 0, serial),
        Sort::EffectiveDate | Sort::EffectiveDateDescending => (item.effective_date, 0, serial),
        Sort::AddedPorts | Sort::AddedPortsDescending => (NaiveDate::MIN, item.added_ports, serial),
    }
}

#[actix_web::test]
async fn a_query_that_cannot_be_answered_says_why() {
    let company = Company::start().await;
    for date in ["2026-12-10", "2026-12-11"] {
        submit(&company.shun, date, 1).await;
    }
    let one = Query {
        page_size: Some(1),
        ..Query::default()
    };
    let cursor = list(&company.shun, one.clone()).await.next;
    assert!(cursor.is_some());
    let text = |text: &str| Some(text.to_owned());
    let cases = [
        (
            Query {
                cursor: cursor.clone(),
                sort: text("number"),
                ..one.clone()
            },
            "cursor",
            FieldRule::InvalidCursor,
        ),
        (
            Query {
                cursor: text("nonsense"),
                ..one.clone()
            },
            "cursor",
            FieldRule::InvalidCursor,
        ),
        (
            Query {
                cursor,
                page: Some(1),
                ..one.clone()
            },
            "cursor",
            FieldRule::PageOrCursor,
        ),
        (
            Query {
                month: text("2026-13"),
                ..one.clone()
            },
            "month",
            FieldRule::InvalidMonth,
        ),
        (
            Query {
                state: text("lost"),
                ..one.clone()
            },
            "state",
            FieldRule::UnknownChoice,
        ),
        (
            Query {
                sort: text("applicant"),
                ..one
            },
            "sort",
            FieldRule::UnknownChoice,
        ),
    ];
    for (query, field, rule) in cases {
        let broken = broken_rules(company.shun.list_port_applications(&query).await);
        assert_eq!(broken, [(field.to_owned(), rule)], "{query:?}");
    }
    let browser = Signed::of(&company.shun).await;
    for unreadable in ["page=first", "colour=red"] {
        let path = format!("/port-applications?{unreadable}");
        let answer = browser
            .send(&company.app.address, "GET", &path, &[], None)
            .await;
        assert_eq!(
            (answer.status.as_u16(), answer.problem().as_str()),
            (400, "malformedRequest")
        );
    }
    company.finish().await;
}
