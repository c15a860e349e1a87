//! Filters, orders, pages, cursors.

use chrono::{DateTime, TimeDelta, Utc};
use minato_client::Client;
use minato_db::models::contracts::NewContract;
use minato_types::FieldRule;
use minato_types::contracts::{
    ContractSort as Sort, ContractStatus as Status, ContractSummary, ListContractsQuery as Query,
};
use minato_types::values::Language;

use super::{MEI, Office, REN, contract, list, short, whole};
use crate::me::broken_rules;

/// A contract whose site, status and time depend on its number, with many alike.
fn varied(n: u32) -> NewContract {
    let since: DateTime<Utc> = "2026-10-01T00:00:00Z".parse().unwrap();
    let statuses = Status::ALL;
    NewContract {
        site: ["東京", "大阪 北", "名古屋"][n as usize % 3].to_owned(),
        status: statuses[n as usize % statuses.len()],
        status_since: since + TimeDelta::hours(i64::from(n % 4)),
        group_number: n.is_multiple_of(2).then(|| format!("G{n:06}")),
        memo: format!("メモ {n}"),
        ..contract(n)
    }
}

/// 47 contracts over three services, all of which Ren may see, some by two ways.
async fn with_many() -> (Office, Client) {
    let office = Office::start().await;
    for service in 0..3 {
        let of_it = (1..=47).filter(|n| n % 3 == service);
        let ids = office
            .add(service as usize, of_it.map(varied).collect())
            .await;
        let name = format!("グループ{service}");
        let group = office.group_of(&name, office.ren).await;
        if service < 2 {
            let permission = "view".parse().unwrap();
            office
                .grant_service(group, service as usize, permission)
                .await;
        }
        for (id, permission) in ids.into_iter().zip(["view", "edit"].into_iter().cycle()) {
            let permission = permission.parse().unwrap();
            office.grant_contract(group, id, permission).await;
        }
    }
    let ren = REN.sign_in(&office.app).await;
    (office, ren)
}

#[actix_web::test]
async fn every_order_is_whole_by_pages_and_by_cursors() {
    let (office, ren) = with_many().await;
    let mei = MEI.sign_in(&office.app).await;
    office.let_see_everything(office.mei).await;
    for (client, language) in [(&ren, Language::En), (&mei, Language::Ja)] {
        for &sort in Sort::ALL {
            let base = Query {
                sort: Some(sort.as_str().to_owned()),
                page_size: Some(7),
                ..Query::default()
            };
            let mut by_pages = Vec::new();
            for page in 1..=7 {
                let asked = Query {
                    page: Some(page),
                    ..base.clone()
                };
                let answer = list(client, asked).await;
                assert_eq!((answer.total, answer.next.is_some()), (47, page < 7));
                by_pages.extend(answer.items);
            }
            assert_eq!(by_pages, whole(client, base).await, "{sort:?}");
            let keys: Vec<_> = by_pages
                .iter()
                .map(|row| key(row, sort, language))
                .collect();
            let ordered = if sort.as_str().starts_with('-') {
                keys.is_sorted_by(|a, b| a > b)
            } else {
                keys.is_sorted_by(|a, b| a < b)
            };
            assert!(ordered, "{sort:?}: {keys:?}");
        }
    }
    let beyond = Query {
        page: Some(minato_types::page::MAX_PAGE),
        page_size: Some(100),
        ..Query::default()
    };
    let empty = list(&ren, beyond).await;
    assert_eq!((empty.items.len(), empty.total, empty.next), (0, 47, None));
    office.app.finish().await;
}

/// What a row is ordered by: as text, as a number, and what breaks the tie.
fn key(row: &ContractSummary, sort: Sort, language: Language) -> (String, i64, String) {
    let number = row.number.to_string();
    let rank = i64::from(row.status.rank());
    match sort {
        Sort::Status => (String::new(), rank, number),
        Sort::Number | Sort::NumberDescending => (String::new(), 0, number),
        Sort::Site | Sort::SiteDescending => (row.site.clone(), 0, number),
        Sort::Service => {
            let name = row.service.name.in_language(language);
            (name.to_owned(), rank, number)
        }
        Sort::StatusSince | Sort::StatusSinceDescending => {
            (String::new(), row.status_since.timestamp(), number)
        }
    }
}

#[actix_web::test]
async fn what_needs_a_look_comes_first() {
    let (office, ren) = with_many().await;
    let rows = whole(&ren, Query::default()).await;
    let mut expected: Vec<u32> = (1..=47).collect();
    expected.sort_by_key(|n| (n % 5, *n));
    assert_eq!(short(&rows), expected);
    assert_eq!(rows[0].status, Status::Abnormal);
    office.app.finish().await;
}

#[actix_web::test]
async fn service_status_and_words_narrow_the_list_and_the_counts() {
    let (office, ren) = with_many().await;
    let text = |text: &str| Some(text.to_owned());
    let found = async |query: Query| {
        let mut numbers = short(&whole(&ren, query).await);
        numbers.sort_unstable();
        numbers
    };
    let among = |keep: &dyn Fn(u32) -> bool| (1..=47).filter(|n| keep(*n)).collect::<Vec<_>>();
    let lines = Query {
        service: text("kaisen"),
        ..Query::default()
    };
    assert_eq!(found(lines.clone()).await, among(&|n| n % 3 == 1));
    let nothing = Query {
        service: text("no-such-service"),
        ..Query::default()
    };
    assert_eq!(found(nothing).await, [0; 0]);
    let warnings = Query {
        status: text("warning"),
        ..lines.clone()
    };
    assert_eq!(
        found(warnings.clone()).await,
        among(&|n| n % 3 == 1 && n % 5 == 1)
    );
    let words = Query {
        q: text("大阪　メモ　G0000"),
        ..warnings.clone()
    };
    assert_eq!(
        found(words).await,
        among(&|n| n % 3 == 1 && n % 5 == 1 && n % 2 == 0)
    );

    // The counts leave the status out of account, and nothing else.
    let counts = ren.count_contracts(&warnings).await.unwrap();
    assert_eq!(counts, ren.count_contracts(&lines).await.unwrap());
    assert_eq!(counts.total, 16);
    for of_status in counts.statuses {
        let one = Query {
            status: Some(of_status.status.to_string()),
            ..lines.clone()
        };
        let total = list(&ren, one).await.total;
        assert_eq!(total, of_status.count, "{}", of_status.status);
    }
    office.app.finish().await;
}

#[actix_web::test]
async fn a_row_tells_what_the_reader_may_do() {
    let (office, ren) = with_many().await;
    // Of each service every second one may be changed, by a right on itself.
    for row in whole(&ren, Query::default()).await {
        let n: u32 = row.number.as_str()[2..].parse().unwrap();
        let place = if n.is_multiple_of(3) {
            n / 3 - 1
        } else {
            n / 3
        };
        let expected = ["view", "edit"][place as usize % 2];
        assert_eq!(row.permission.as_str(), expected, "{n}");
        assert_eq!(row.memo, format!("メモ {n}"));
        assert_eq!(row.group_number.is_some(), n.is_multiple_of(2));
        assert_eq!(row.service.has_settings, n.is_multiple_of(3));
    }
    office.app.finish().await;
}

#[actix_web::test]
async fn a_query_that_cannot_be_answered_says_why() {
    let (office, ren) = with_many().await;
    let text = |text: &str| Some(text.to_owned());
    let one = Query {
        page_size: Some(1),
        ..Query::default()
    };
    let cursor = list(&ren, one.clone()).await.next;
    assert!(cursor.is_some());
    let with = |change: &dyn Fn(&mut Query)| {
        let mut query = one.clone();
        change(&mut query);
        query
    };
    let cases = [
        (
            with(&|q| (q.cursor, q.sort) = (cursor.clone(), text("number"))),
            "cursor",
            FieldRule::InvalidCursor,
        ),
        (
            with(&|q| q.cursor = text("nonsense")),
            "cursor",
            FieldRule::InvalidCursor,
        ),
        (
            with(&|q| (q.cursor, q.page) = (cursor.clone(), Some(1))),
            "cursor",
            FieldRule::PageOrCursor,
        ),
        (
            with(&|q| q.status = text("broken")),
            "status",
            FieldRule::UnknownChoice,
        ),
        (
            with(&|q| q.permission = text("own")),
            "permission",
            FieldRule::UnknownChoice,
        ),
        (
            with(&|q| q.sort = text("memo")),
            "sort",
            FieldRule::UnknownChoice,
        ),
        (
            with(&|q| q.page_size = Some(101)),
            "pageSize",
            FieldRule::OutOfRange { min: 1, max: 100 },
        ),
    ];
    for (query, field, rule) in cases {
        let expected = [(field.to_owned(), rule)];
        assert_eq!(broken_rules(ren.list_contracts(&query).await), expected);
    }
    office.app.finish().await;
}
