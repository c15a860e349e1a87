//! The member company, its notes and options.

use chrono::NaiveDate;
use minato_db::models::{member_notes, members};
use minato_types::company::CompanyOptionKind;
use minato_types::page::PageQuery;
use minato_types::values::MemberNumber;

use crate::app::TestApp;
use crate::people::{HANAKO, JIRO, TARO};
use crate::raw;

#[actix_web::test]
async fn everybody_of_a_member_sees_the_company_and_only_his_own() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let company = hanako.get_company().await.unwrap();
    assert_eq!(company.name, "港商事株式会社");
    assert_eq!((company.contracted_ports, company.closing_day), (30, 20));
    assert_eq!(
        TARO.sign_in(&app).await.get_company().await.unwrap(),
        company
    );
    let jiro = JIRO.sign_in(&app).await;
    assert_eq!(
        jiro.get_company().await.unwrap().member_number.as_str(),
        "M97-00340"
    );
    assert_eq!(
        jiro.list_company_notes(PageQuery::default())
            .await
            .unwrap()
            .total,
        0
    );
    app.finish().await;
}

#[actix_web::test]
async fn notes_come_newest_first_in_pages_and_not_before_their_day() {
    let app = TestApp::start().await;
    publish_notes(&app).await;
    let client = HANAKO.sign_in(&app).await;
    let mut titles = Vec::new();
    for page in 1..=3 {
        let query = PageQuery { page, page_size: 2 };
        let notes = client.list_company_notes(query).await.unwrap();
        assert_eq!(notes.total, 5, "the note of tomorrow does not count");
        titles.extend(
            notes
                .items
                .into_iter()
                .map(|note| (note.published_on, note.title)),
        );
    }
    assert_eq!(titles.len(), 5);
    assert_eq!(titles[0].1, "today");
    assert!(titles.is_sorted_by(|a, b| a.0 >= b.0), "{titles:?}");
    let beyond = client
        .list_company_notes(PageQuery {
            page: 9,
            page_size: 2,
        })
        .await
        .unwrap();
    assert!(beyond.items.is_empty());
    app.finish().await;
}

async fn publish_notes(app: &TestApp) {
    let published: Result<(), minato_db::DbError> = app
        .app
        .db
        .write(|tx| {
            let number = MemberNumber::parse(HANAKO.member_number).unwrap();
            let (scope, _) = members::find_by_number(tx, &number)?.unwrap();
            for (day, title) in [(23, "yesterday"), (24, "today"), (25, "tomorrow")] {
                let day = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
                member_notes::insert(tx, scope, day, title, "…")?;
            }
            Ok(())
        })
        .await;
    published.unwrap();
}

#[actix_web::test]
async fn a_page_out_of_range_is_refused_with_the_rule() {
    let app = TestApp::start().await;
    let client = JIRO.sign_in(&app).await;
    for query in [
        PageQuery {
            page: 0,
            page_size: 10,
        },
        PageQuery {
            page: 1,
            page_size: 0,
        },
        PageQuery {
            page: 1,
            page_size: 101,
        },
        PageQuery {
            page: 1,
            page_size: u32::MAX,
        },
    ] {
        let error = client.list_company_notes(query).await.unwrap_err();
        assert_eq!(
            error.code().map(minato_types::ProblemCode::status),
            Some(422),
            "{query:?}"
        );
    }
    let last = PageQuery {
        page: minato_types::page::MAX_PAGE,
        page_size: 100,
    };
    assert!(
        client
            .list_company_notes(last)
            .await
            .unwrap()
            .items
            .is_empty()
    );
    for query in [
        "page=x",
        "page=-1",
        "page=4294967296",
        "pageSize=9223372036854775808",
        "a=b",
    ] {
        let path = format!("/api/v1/company/notes?{query}");
        assert_eq!(
            raw::get(&app, &path).await.status,
            401,
            "nobody is signed in"
        );
    }
    app.finish().await;
}

#[actix_web::test]
async fn options_tell_what_the_member_has() {
    let app = TestApp::start().await;
    let options = HANAKO
        .sign_in(&app)
        .await
        .list_company_options()
        .await
        .unwrap()
        .items;
    let kinds: Vec<_> = options.iter().map(|option| option.kind).collect();
    assert_eq!(kinds, CompanyOptionKind::ALL);
    let enabled: Vec<_> = options
        .iter()
        .filter(|o| o.enabled)
        .map(|o| o.kind)
        .collect();
    assert_eq!(
        enabled,
        [
            CompanyOptionKind::PortPlus,
            CompanyOptionKind::TwoStepSignIn,
            CompanyOptionKind::ApiAccess,
        ]
    );
    assert!(
        options
            .iter()
            .all(|option| option.enabled == option.enabled_since.is_some())
    );
    app.finish().await;
}
