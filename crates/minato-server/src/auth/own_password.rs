//! Somebody who is signed in gives his password again. Wrong tries count like wrong tries at
//! sign-in.

use minato_db::models::accounts;
use minato_db::models::sessions::LiveSession;

use crate::api::auth::log_in;
use crate::app::App;
use crate::http::ApiError;

/// Refuses somebody who must wait, before any work is done for him. Nothing is counted.
pub async fn may_try(app: &App, live: &LiveSession) -> Result<(), ApiError> {
    let subject = subject_of(app, live);
    app.db
        .read(move |tx| log_in::check_wait(tx, &subject))
        .await
}

/// Counts the try, then compares. The stored hash if the password is right, so that the
/// transaction of its effect can see whether it still is.
pub async fn prove(
    app: &App,
    live: &LiveSession,
    password: &str,
) -> Result<Option<String>, ApiError> {
    let slot = app.hasher.reserve()?;
    let stored = count_and_find(app, live).await?;
    let verdict = app.hasher.verify(slot, password, stored.as_deref()).await?;
    Ok(stored.filter(|_| verdict.matches))
}

/// Under which name the tries are counted: the one of a sign-in with the member number.
fn subject_of(app: &App, live: &LiveSession) -> String {
    let number = &live.member.member_number.0;
    app.keys
        .sign_in_subject(Some(number), &live.account.email.0)
}

/// Counts the try before anything is compared, and reads the present hash.
async fn count_and_find(app: &App, live: &LiveSession) -> Result<Option<String>, ApiError> {
    let own = live.principal();
    let subject = subject_of(app, live);
    app.db
        .write(move |tx| {
            log_in::count(tx, &subject)?;
            Ok(accounts::password_hash(tx, own.scope, own.account)?)
        })
        .await
}
