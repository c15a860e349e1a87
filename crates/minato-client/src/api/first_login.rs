use std::sync::PoisonError;

use minato_types::auth::SessionState;
use minato_types::endpoints;
use minato_types::first_login::{CheckIdentityRequest, FirstLogin, SetFirstPasswordRequest};
use minato_types::security::{ConfirmTotpRequest, RecoveryCodes, TotpOffer};

use crate::{Client, ClientError};

impl Client {
    /// Proves that a mailed link was meant for oneself.
    pub async fn check_identity(
        &self,
        request: &CheckIdentityRequest,
    ) -> Result<FirstLogin, ClientError> {
        let reply = self.call(endpoints::CHECK_IDENTITY, request).await?;
        Ok(self.went_on(reply.json()?))
    }

    /// Where the first sign-in of this browser stands, if one is under way.
    pub async fn get_first_login(&self) -> Result<Option<FirstLogin>, ClientError> {
        let reply = self.call_empty(endpoints::GET_FIRST_LOGIN).await?;
        if reply.status == 204 {
            return Ok(None);
        }
        Ok(Some(self.went_on(reply.json()?)))
    }

    /// Chooses the password.
    pub async fn set_first_password(
        &self,
        request: &SetFirstPasswordRequest,
    ) -> Result<FirstLogin, ClientError> {
        let reply = self.call(endpoints::SET_FIRST_PASSWORD, request).await?;
        Ok(self.went_on(reply.json()?))
    }

    /// Makes a new secret for an authenticator app.
    pub async fn offer_first_totp(&self) -> Result<TotpOffer, ClientError> {
        self.call_empty(endpoints::OFFER_FIRST_TOTP).await?.json()
    }

    /// Confirms it by a code of the app.
    pub async fn confirm_first_totp(
        &self,
        request: &ConfirmTotpRequest,
    ) -> Result<FirstLogin, ClientError> {
        let reply = self.call(endpoints::CONFIRM_FIRST_TOTP, request).await?;
        Ok(self.went_on(reply.json()?))
    }

    /// Makes the recovery codes; those made before die.
    pub async fn make_first_recovery_codes(&self) -> Result<RecoveryCodes, ClientError> {
        let made = endpoints::MAKE_FIRST_RECOVERY_CODES;
        self.call_empty(made).await?.json()
    }

    /// Ends the first sign-in: signed in, but for whoever had an app before.
    pub async fn complete_first_login(&self) -> Result<SessionState, ClientError> {
        let reply = self.call_empty(endpoints::COMPLETE_FIRST_LOGIN).await?;
        let state = reply.json()?;
        self.remember(&state);
        Ok(state)
    }

    /// Remembers the CSRF token that belongs to the cookie.
    fn went_on(&self, state: FirstLogin) -> FirstLogin {
        let token = Some(state.csrf_token.clone());
        *self
            .first_login_token
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = token;
        state
    }
}
