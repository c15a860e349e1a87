//! People who signed in before their browsers and their history were kept, or long ago.

use chrono::TimeDelta;
use minato_db::models::{known_devices, sign_ins};
use minato_db::{DbError, Tx as _};
use minato_server::jobs::clean_up;

use crate::app::TestApp;
use crate::people::JIRO;

#[actix_web::test]
async fn who_was_here_before_browsers_were_known_is_not_told_of_his_own() {
    let app = TestApp::start().await;
    JIRO.sign_in(&app).await;
    app.new_browsers().await;
    forget_what_was_seen(&app).await;
    JIRO.sign_in(&app).await;
    assert_eq!(app.new_browsers().await.len(), 0, "the upgrade is no news");
    JIRO.sign_in(&app).await;
    assert_eq!(app.new_browsers().await.len(), 1, "from then on it is");
    app.finish().await;
}

#[actix_web::test]
async fn who_comes_back_after_his_history_is_gone_is_told_of_a_new_browser() {
    let app = TestApp::start().await;
    JIRO.sign_in(&app).await;
    app.new_browsers().await;
    app.pass(TimeDelta::days(181));
    clean_up::run(&app.app).await;
    JIRO.sign_in(&app).await;
    assert_eq!(app.new_browsers().await.len(), 1);
    app.finish().await;
}

/// What an upgrade from before the history leaves: people who have signed in, and nothing else.
async fn forget_what_was_seen(app: &TestApp) {
    let gone: Result<usize, DbError> = app
        .app
        .db
        .write(|tx| {
            let all = tx.now() + TimeDelta::days(1);
            Ok(sign_ins::delete_before(tx, all)? + known_devices::delete_unused_since(tx, all)?)
        })
        .await;
    assert_eq!(gone.unwrap(), 2);
}
