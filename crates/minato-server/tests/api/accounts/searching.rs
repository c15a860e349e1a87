//! The list of accounts: words, filters, orders, pages.

use minato_client::Client;
use minato_db::models::accounts::{self, NewAccount};
use minato_types::accounts::ListAccountsQuery;
use minato_types::values::{AccountRole, Department, PhoneNumber};

use super::{day, password_hash, row, write};
use crate::app::TestApp;
use crate::people::{HANAKO, JIRO};
use crate::{me, raw};

fn query(words: &str) -> ListAccountsQuery {
    ListAccountsQuery {
        q: Some(words.to_owned()),
        ..ListAccountsQuery::default()
    }
}

async fn names(client: &Client, query: &ListAccountsQuery) -> Vec<String> {
    let page = client.list_accounts(query).await.unwrap();
    page.items.into_iter().map(|a| a.name.to_string()).collect()
}

/// Beside Hanako and Taro: one account in each state, of several departments.
async fn populate(app: &TestApp) {
    let hash = password_hash(app).await;
    let account = |email: &str, name: &str, department: &str| NewAccount {
        department: Department::parse(department).unwrap(),
        ..row(email, name, Some(hash.clone()))
    };
    let mut expired = account("goro@minato-shoji.example", "磯 五郎", "倉庫部");
    expired.valid_until = day("2026-11-23");
    let mut phone = account("rokuro@minato-shoji.example", "ﾅﾐｷ 六郎", "倉庫部");
    phone.phone = Some(PhoneNumber::parse("090-1111-2222").unwrap());
    phone.role = AccountRole::Admin;
    let invited = NewAccount {
        password_hash: None,
        ..account("shiro_100%@minato-shoji.example", "Shiro Seki", "Sales")
    };
    let suspended = account("hachiro@minato-shoji.example", "渚 八郎", "経理部");
    write(app, HANAKO, move |tx, scope| {
        for new in [&expired, &phone, &invited] {
            accounts::insert(tx, scope, new)?;
        }
        let id = accounts::insert(tx, scope, &suspended)?;
        let account = accounts::get(tx, scope, id)?;
        accounts::suspend(tx, &account, account.version).map(drop)
    })
    .await;
}

#[actix_web::test]
async fn all_words_must_occur_whatever_their_width_case_and_kana() {
    let app = TestApp::start().await;
    populate(&app).await;
    let client = HANAKO.sign_in(&app).await;
    for (words, found) in [
        ("倉庫 磯", &["磯 五郎"][..]),
        ("磯　倉庫部", &["磯 五郎"]),
        ("なみき", &["ﾅﾐｷ 六郎"]),
        ("ＳＥＫＩ　sales", &["Shiro Seki"]),
        ("0901111", &[]),
        ("090-1111", &["ﾅﾐｷ 六郎"]),
        ("100%", &["Shiro Seki"]),
        ("o_1", &["Shiro Seki"]),
        ("%", &["Shiro Seki"]),
        ("磯 経理", &[]),
        ("jiro@", &[]),
        ("' OR 1=1 --", &[]),
    ] {
        assert_eq!(names(&client, &query(words)).await, found, "{words:?}");
    }
    assert_eq!(
        names(&client, &query("　 ")).await.len(),
        6,
        "no words: all"
    );
    app.finish().await;
}

#[actix_web::test]
async fn filters_leave_what_is_in_this_state_and_role() {
    let app = TestApp::start().await;
    populate(&app).await;
    let client = HANAKO.sign_in(&app).await;
    for (state, found) in [
        ("active", &["Taro Umino", "港 花子", "ﾅﾐｷ 六郎"][..]),
        ("invited", &["Shiro Seki"]),
        ("suspended", &["渚 八郎"]),
        ("expired", &["磯 五郎"]),
    ] {
        let query = ListAccountsQuery {
            state: Some(state.to_owned()),
            ..ListAccountsQuery::default()
        };
        let page = client.list_accounts(&query).await.unwrap();
        assert!(
            page.items
                .iter()
                .all(|account| account.state.as_str() == state)
        );
        let mut names: Vec<String> = page.items.iter().map(|a| a.name.to_string()).collect();
        names.sort();
        assert_eq!(names, found, "{state}");
        assert_eq!(page.total, found.len() as u64);
    }
    let admins = ListAccountsQuery {
        role: Some("admin".to_owned()),
        q: Some("倉庫".to_owned()),
        ..ListAccountsQuery::default()
    };
    assert_eq!(names(&client, &admins).await, ["ﾅﾐｷ 六郎"]);
    app.finish().await;
}

#[actix_web::test]
async fn pages_of_every_order_hold_each_account_once() {
    let app = TestApp::start().await;
    populate(&app).await;
    let client = HANAKO.sign_in(&app).await;
    for sort in ["name", "email", "department", "validUntil"] {
        let mut seen = Vec::new();
        for page in 1..=4 {
            let query = ListAccountsQuery {
                sort: Some(sort.to_owned()),
                page: Some(page),
                page_size: Some(2),
                ..ListAccountsQuery::default()
            };
            let found = client.list_accounts(&query).await.unwrap();
            assert_eq!(found.total, 6);
            assert_eq!(found.items.len(), if page < 4 { 2 } else { 0 });
            seen.extend(found.items);
        }
        let key = |account: &minato_types::accounts::Account| match sort {
            "name" => vec![account.name.to_string()],
            "email" => vec![account.email.key()],
            "department" => vec![account.department.to_string(), account.name.to_string()],
            _ => vec![account.valid_until.to_string(), account.name.to_string()],
        };
        assert!(seen.is_sorted_by_key(key), "{sort}: {seen:?}");
        let ids: std::collections::HashSet<_> = seen.iter().map(|account| account.id).collect();
        assert_eq!(ids.len(), 6, "{sort}");
    }
    app.finish().await;
}

#[actix_web::test]
async fn what_cannot_be_looked_for_is_refused_by_name() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    let broken = ListAccountsQuery {
        q: Some("x".repeat(101)),
        role: Some("boss".to_owned()),
        state: Some("locked".to_owned()),
        sort: Some("age".to_owned()),
        page: Some(0),
        page_size: Some(101),
    };
    let fields: Vec<String> = me::broken_rules(client.list_accounts(&broken).await)
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(fields, ["q", "role", "state", "sort", "page", "pageSize"]);
    let answer = super::send_as(&app, &client, "GET", "/accounts?cursor=x", &[], None).await;
    assert_eq!(answer.problem(), "malformedRequest");
    assert_eq!(raw::get(&app, "/api/v1/accounts").await.status, 401);
    JIRO.sign_in(&app).await;
    app.finish().await;
}
