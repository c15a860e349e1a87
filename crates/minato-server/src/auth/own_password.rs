//! Somebody who is signed in gives his password again. Wrong tries count like wrong tries at
//! sign-in.

use actix_web::HttpRequest;
use actix_web::web::Data;
use minato_db::models::accounts;
use minato_db::models::sessions::LiveSession;

use super::keys::Secret;
use super::lane::{Lane, Trier};
use super::{cookies, sign_in_history};
use crate::app::App;
use crate::http::ApiError;

/// A password that was right.
pub struct Proved {
    /// The stored hash, so that the transaction of its effect can see whether it still is.
    pub stored: String,
    /// Where the try was counted.
    pub lane: Lane,
}

/// Somebody who gives his password again, in the browser of his session.
pub struct Owner {
    live: LiveSession,
    subject: String,
    known_by: Option<Secret>,
}

impl Owner {
    /// Who asks, by this request.
    pub fn of(app: &App, request: &HttpRequest, live: &LiveSession) -> Self {
        let number = &live.member.member_number.0;
        let email = &live.account.email.0;
        Self {
            live: live.clone(),
            // The name of a sign-in with the member number.
            subject: app.keys.sign_in_subject(Some(number), email),
            known_by: cookies::read(request, cookies::KNOWN),
        }
    }

    /// Refuses somebody who must wait, before any work is done for him. Nothing is counted.
    pub async fn may_try(self, app: &Data<App>) -> Result<Self, ApiError> {
        let state = app.clone();
        app.db
            .read(move |tx| {
                Lane::check_wait(tx, &state.keys, self.trier())?;
                Ok(self)
            })
            .await
    }

    /// Counts the try, then compares: `None` if the password is wrong.
    pub async fn prove(self, app: &Data<App>, password: &str) -> Result<Option<Proved>, ApiError> {
        let slot = app.hasher.reserve()?;
        let (state, account) = (app.clone(), self.live.account.clone());
        let (lane, stored) = app
            .db
            .write(move |tx| {
                let lane = Lane::enter(tx, &state.keys, self.trier())?;
                let own = self.live.principal();
                let stored = accounts::password_hash(tx, own.scope, own.account)?;
                Ok::<_, ApiError>((lane, stored))
            })
            .await?;
        let verdict = app.hasher.verify(slot, password, stored.as_deref()).await?;
        let right = stored.filter(|_| verdict.matches && lane.is_open());
        if right.is_none() && lane.closes() {
            let state = app.clone();
            app.db
                .write(move |tx| sign_in_history::tell_of_closing(tx, &state.keys, &account))
                .await?;
        }
        Ok(right.map(|stored| Proved { stored, lane }))
    }

    fn trier(&self) -> Trier<'_> {
        Trier {
            subject: &self.subject,
            named: Some(&self.live.account),
            known_by: self.known_by.as_ref(),
        }
    }
}
