//! The history of sign-ins of all accounts, as an admin sees it.

use chrono::TimeDelta;
use minato_client::Client;
use minato_types::company::{CompanySignIn, ListCompanySignInsQuery};
use minato_types::problem::ProblemCode;
use minato_types::rules::japan_time;
use minato_types::sessions::SignInOutcome::{self, PasswordRefused, Succeeded};
use minato_types::validation::FieldRule;

use crate::accounts::find;
use crate::app::TestApp;
use crate::me::broken_rules;
use crate::people::{AKARI, HANAKO, TARO, refused};

fn all() -> ListCompanySignInsQuery {
    ListCompanySignInsQuery {
        page_size: Some(100),
        ..ListCompanySignInsQuery::default()
    }
}

async fn listed(admin: &Client, query: &ListCompanySignInsQuery) -> Vec<CompanySignIn> {
    let page = admin.list_company_sign_ins(query).await.unwrap();
    assert_eq!(page.total, page.items.len() as u64);
    page.items
}

fn brief(items: &[CompanySignIn]) -> Vec<(&str, SignInOutcome)> {
    let brief = |item: &CompanySignIn| item.sign_in.outcome;
    items
        .iter()
        .map(|item| (item.account.email.as_str(), brief(item)))
        .collect()
}

/// Taro mistypes and signs in today; tomorrow Hanako signs in.
async fn some_history(app: &TestApp) -> Client {
    let wrong = app.anonymous().log_in(&TARO.log_in_request("wrong")).await;
    assert_eq!(refused(wrong), ProblemCode::SignInFailed);
    app.pass(TimeDelta::seconds(1));
    TARO.sign_in(app).await;
    AKARI.sign_in(app).await;
    app.pass(TimeDelta::days(1));
    HANAKO.sign_in(app).await
}

#[actix_web::test]
async fn an_admin_sees_who_of_his_member_signed_in() {
    let app = TestApp::start().await;
    let hanako = some_history(&app).await;
    let seen = listed(&hanako, &all()).await;
    assert_eq!(
        brief(&seen),
        [
            (HANAKO.email, Succeeded),
            (TARO.email, Succeeded),
            (TARO.email, PasswordRefused),
        ]
    );
    assert_eq!(seen[1].account.name.as_str(), "Taro Umino");
    assert!(!seen[1].account.deleted);
    assert_eq!(seen[1].sign_in.address, "127.0.0.1");

    let of_taro = ListCompanySignInsQuery {
        account: Some(find(&hanako, TARO).await.value.id.to_string()),
        ..all()
    };
    assert_eq!(listed(&hanako, &of_taro).await.len(), 2);
    let refused_ones = ListCompanySignInsQuery {
        outcome: Some("passwordRefused".into()),
        ..all()
    };
    assert_eq!(
        brief(&listed(&hanako, &refused_ones).await),
        [(TARO.email, PasswordRefused)]
    );
    let today = japan_time::date(app.app.db.clock().now());
    let from_today = ListCompanySignInsQuery {
        from: Some(today.to_string()),
        ..all()
    };
    assert_eq!(
        brief(&listed(&hanako, &from_today).await),
        [(HANAKO.email, Succeeded)]
    );
    let until_yesterday = ListCompanySignInsQuery {
        to: Some((today - TimeDelta::days(1)).to_string()),
        ..all()
    };
    assert_eq!(listed(&hanako, &until_yesterday).await.len(), 2);
    app.finish().await;
}

#[actix_web::test]
async fn the_whole_history_is_read_from_cursor_to_cursor() {
    let app = TestApp::start().await;
    let hanako = some_history(&app).await;
    let whole = listed(&hanako, &all()).await;
    let mut read = Vec::new();
    let mut cursor = None;
    loop {
        let query = ListCompanySignInsQuery {
            page_size: Some(1),
            cursor: cursor.take(),
            ..ListCompanySignInsQuery::default()
        };
        let page = hanako.list_company_sign_ins(&query).await.unwrap();
        assert_eq!(page.total, 3);
        read.extend(page.items);
        match page.next {
            Some(next) => cursor = Some(next),
            None => break,
        }
    }
    assert_eq!(read, whole);
    let second = ListCompanySignInsQuery {
        page: Some(2),
        page_size: Some(2),
        ..ListCompanySignInsQuery::default()
    };
    let page = hanako.list_company_sign_ins(&second).await.unwrap();
    assert_eq!(page.items, whole[2..]);
    let forged = ListCompanySignInsQuery {
        cursor: Some("c2lnbklucw".into()),
        ..ListCompanySignInsQuery::default()
    };
    let broken = broken_rules(hanako.list_company_sign_ins(&forged).await);
    assert_eq!(broken, [("cursor".to_owned(), FieldRule::InvalidCursor)]);
    app.finish().await;
}

#[actix_web::test]
async fn it_is_for_admins_and_for_ones_own_member_only() {
    let app = TestApp::start().await;
    let hanako = some_history(&app).await;
    let taro = TARO.sign_in(&app).await;
    assert_eq!(
        refused(taro.list_company_sign_ins(&all()).await),
        ProblemCode::Forbidden
    );
    let akari = AKARI.sign_in(&app).await;
    let foreign = ListCompanySignInsQuery {
        account: Some(find(&hanako, TARO).await.value.id.to_string()),
        ..all()
    };
    assert!(listed(&akari, &foreign).await.is_empty());
    app.finish().await;
}
