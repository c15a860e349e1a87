//! Somebody must be able to manage the accounts.

use std::sync::mpsc::channel;
use std::time::Duration;

use minato_client::{Client, ClientError, Versioned};
use minato_db::models::accounts::{self, AccountChange};
use minato_db::models::members;
use minato_db::{DbError, TenantScope, Tx as _, WriteTx};
use minato_types::accounts::Account;
use minato_types::problem::ProblemCode;
use minato_types::values::{AccountId, AccountRole, EmailAddress};

use super::{SABURO, day, find, password_hash, promote_taro, role, row, until, write};
use crate::app::TestApp;
use crate::people::{HANAKO, JIRO, TARO, refused};

/// What an admin does to another one.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Deed {
    Demote,
    Expire,
    Suspend,
    Delete,
}

impl Deed {
    pub(crate) const ALL: [Self; 4] = [Self::Demote, Self::Expire, Self::Suspend, Self::Delete];

    /// Does it.
    pub(crate) async fn to(
        self,
        subject: &Versioned<Account>,
        by: &Client,
    ) -> Result<(), ClientError> {
        let (id, etag) = (subject.value.id, subject.etag.as_str());
        match self {
            Self::Demote => by
                .update_account(id, &role(AccountRole::User), etag)
                .await
                .map(drop),
            Self::Expire => by
                .update_account(id, &until("2026-11-24"), etag)
                .await
                .map(drop),
            Self::Suspend => by.suspend_account(id, etag).await.map(drop),
            Self::Delete => by.delete_account(id, etag).await,
        }
    }
}

/// Gives an account of Hanako's member another role, whoever it is.
pub(crate) fn set_role(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    id: AccountId,
    role: AccountRole,
) -> Result<(), DbError> {
    let account = accounts::get(tx, scope, id)?;
    let change = AccountChange {
        name: account.name.0.clone(),
        role,
        department: account.department.0.clone(),
        phone: None,
        second_factor: account.second_factor.0,
        valid_until: account.valid_until,
        any_address: false,
        trusted_browsers: None,
    };
    accounts::update(tx, &account, account.version, &change).map(drop)
}

/// An admin is on the way to take the power of the only other one, and loses his own before
/// his request has its turn: it must find that out.
#[actix_web::test]
async fn the_last_admin_can_neither_be_demoted_nor_expired_nor_suspended_nor_deleted() {
    for deed in Deed::ALL {
        let app = TestApp::start().await;
        let hanako = HANAKO.sign_in(&app).await;
        promote_taro(&hanako).await;
        let (subject, actor) = (
            find(&hanako, TARO).await,
            find(&hanako, HANAKO).await.value.id,
        );
        let (release, wait) = channel::<()>();
        let db = app.app.db.clone();
        let member = actor_scope(&app).await;
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let holding = actix_web::rt::spawn(async move {
            db.write(move |tx| {
                members::lock(tx, member)?;
                begun.send(()).expect("somebody waits");
                wait.recv().expect("somebody releases");
                set_role(tx, member, actor, AccountRole::User)
            })
            .await
        });
        has_begun.await.unwrap();
        let acting = async { deed.to(&subject, &hanako).await };
        let releasing = async {
            // The request passes the guard and waits for its turn.
            tokio::time::sleep(Duration::from_millis(300)).await;
            release.send(()).unwrap();
        };
        let (answer, ()) = futures_util::future::join(acting, releasing).await;
        holding.await.unwrap().unwrap();
        assert_eq!(refused(answer), ProblemCode::LastAdmin, "{deed:?}");
        let taro = TARO.sign_in(&app).await;
        let after = find(&taro, TARO).await;
        assert_eq!(after.value.role, AccountRole::Admin);
        assert_eq!(after.etag, subject.etag, "{deed:?} changed nothing");
        app.finish().await;
    }
}

async fn actor_scope(app: &TestApp) -> TenantScope {
    write(app, HANAKO, |_, scope| Ok(scope)).await
}

#[actix_web::test]
async fn with_another_admin_each_of_it_is_possible() {
    for deed in Deed::ALL {
        let app = TestApp::start().await;
        let hanako = HANAKO.sign_in(&app).await;
        promote_taro(&hanako).await;
        let taro = find(&hanako, TARO).await;
        deed.to(&taro, &hanako).await.unwrap();
        app.finish().await;
    }
}

/// Who does not count as an admin that is left.
#[actix_web::test]
async fn only_an_admin_who_can_sign_in_counts() {
    let app = TestApp::start().await;
    let hash = password_hash(&app).await;
    let yesterday = day("2026-11-23");
    let counts = write(&app, HANAKO, move |tx, scope| {
        let hanako = EmailAddress::parse(HANAKO.email).unwrap();
        let hanako = accounts::find_candidate(tx, None, &hanako)?
            .unwrap()
            .account;
        let mut other = row(SABURO.email, "港 三郎", Some(hash.clone()));
        let mut answers = Vec::new();
        for kind in [
            "user",
            "invited",
            "expired",
            "suspended",
            "deleted",
            "tooOld",
            "able",
        ] {
            other.role = if kind == "user" {
                AccountRole::User
            } else {
                AccountRole::Admin
            };
            other.password_hash = (kind != "invited").then(|| hash.clone());
            let id = accounts::insert(tx, scope, &other)?;
            let account = accounts::get(tx, scope, id)?;
            match kind {
                "expired" => accounts::set_valid_until(tx, scope, id, yesterday)?,
                "suspended" => drop(accounts::suspend(tx, &account, 1)?),
                "tooOld" => accounts::require_own_password(tx, scope, id, tx.now())?,
                "deleted" => drop(accounts::delete(tx, &account, 1)?),
                _ => {}
            }
            answers.push((kind, accounts::has_other_admin(tx, scope, hanako.id.0)?));
            let account = accounts::get(tx, scope, id)?;
            accounts::delete(tx, &account, account.version)?;
        }
        Ok(answers)
    })
    .await;
    for (kind, counted) in counts {
        assert_eq!(counted, kind == "able", "{kind}");
    }
    // An admin of another member is none of ours.
    let foreign = write(&app, JIRO, |tx, scope| {
        let jiro = EmailAddress::parse(JIRO.email).unwrap();
        let jiro = accounts::find_candidate(tx, None, &jiro)?.unwrap().account;
        accounts::has_other_admin(tx, scope, jiro.id.0)
    });
    assert!(!foreign.await);
    app.finish().await;
}

#[actix_web::test]
async fn an_invited_admin_can_be_removed_though_he_does_not_count() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let mut request = super::wish(SABURO);
    request.role = "admin".to_owned();
    let added = hanako
        .add_account(&request, &super::new_key())
        .await
        .unwrap();
    app.one_mail().await;
    hanako
        .delete_account(added.value.id, &added.etag)
        .await
        .unwrap();
    app.finish().await;
}
