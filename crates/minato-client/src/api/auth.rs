use minato_types::auth::{
    CompletePasswordResetRequest, LogInRequest, LogOutQuery, RequestPasswordResetRequest,
    SessionState, VerifyLoginRequest,
};
use minato_types::endpoints;

use crate::{Call, Client, ClientError};

impl Client {
    /// First step of signing in.
    pub async fn log_in(&self, request: &LogInRequest) -> Result<SessionState, ClientError> {
        let state = self.call(endpoints::LOG_IN, request).await?.json()?;
        self.remember(&state);
        Ok(state)
    }

    /// Second step of signing in.
    pub async fn verify_login(
        &self,
        request: &VerifyLoginRequest,
    ) -> Result<SessionState, ClientError> {
        let state = self.call(endpoints::VERIFY_LOGIN, request).await?.json()?;
        self.remember(&state);
        Ok(state)
    }

    /// Sends a new code for the sign-in under way.
    pub async fn resend_login_code(&self) -> Result<SessionState, ClientError> {
        let state = self
            .call_empty(endpoints::RESEND_LOGIN_CODE)
            .await?
            .json()?;
        self.remember(&state);
        Ok(state)
    }

    /// Gives the sign-in under way up.
    pub async fn cancel_login(&self) -> Result<(), ClientError> {
        self.call_empty(endpoints::CANCEL_LOGIN).await?;
        self.remember(&SessionState::SignedOut);
        Ok(())
    }

    /// Ends the session.
    pub async fn log_out(&self) -> Result<(), ClientError> {
        self.call_empty(endpoints::LOG_OUT).await?;
        self.remember(&SessionState::SignedOut);
        Ok(())
    }

    /// Ends the session and has the browser forgotten.
    pub async fn log_out_and_forget_browser(&self) -> Result<(), ClientError> {
        let query = LogOutQuery {
            forget_browser: Some(true),
        };
        self.send(Call::to(endpoints::LOG_OUT).query(&query)?)
            .await?;
        self.remember(&SessionState::SignedOut);
        Ok(())
    }

    /// Who is signed in, if anybody.
    pub async fn get_session(&self) -> Result<SessionState, ClientError> {
        let state = self.get(endpoints::GET_SESSION).await?;
        self.remember(&state);
        Ok(state)
    }

    /// Asks for a link by which the password can be set anew. The answer never tells
    /// whether such an account exists.
    pub async fn request_password_reset(
        &self,
        request: &RequestPasswordResetRequest,
    ) -> Result<(), ClientError> {
        self.call(endpoints::REQUEST_PASSWORD_RESET, request)
            .await
            .map(drop)
    }

    /// Sets the password by a mailed link.
    pub async fn complete_password_reset(
        &self,
        request: &CompletePasswordResetRequest,
    ) -> Result<(), ClientError> {
        self.call(endpoints::COMPLETE_PASSWORD_RESET, request)
            .await
            .map(drop)
    }
}
