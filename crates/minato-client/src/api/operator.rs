use minato_types::endpoints;
use minato_types::operator::{
    LogInOperatorRequest, OperatorCodeRequest, OperatorSessionState, OperatorSetup,
    SetUpOperatorRequest,
};
use minato_types::security::{ConfirmTotpRequest, SteppedUp, TotpConfirmed};

use crate::{Client, ClientError};

impl Client {
    /// Sets an operator's password by the one-time secret, and gets the secret for the app.
    pub async fn set_up_operator(
        &self,
        request: &SetUpOperatorRequest,
    ) -> Result<OperatorSetup, ClientError> {
        let reply = self.call(endpoints::SET_UP_OPERATOR, request).await?;
        let setup: OperatorSetup = reply.json()?;
        self.remember_token(Some(setup.csrf_token.clone()));
        Ok(setup)
    }

    /// Confirms the set-up by a code of the app; answers the recovery codes.
    pub async fn confirm_operator_setup(
        &self,
        request: &ConfirmTotpRequest,
    ) -> Result<TotpConfirmed, ClientError> {
        let reply = self
            .call(endpoints::CONFIRM_OPERATOR_SETUP, request)
            .await?;
        self.remember_token(None);
        reply.json()
    }

    /// First step of an operator's signing in.
    pub async fn log_in_operator(
        &self,
        request: &LogInOperatorRequest,
    ) -> Result<OperatorSessionState, ClientError> {
        let state = self.call(endpoints::LOG_IN_OPERATOR, request).await?;
        Ok(self.remember_operator(state.json()?))
    }

    /// Second step of an operator's signing in.
    pub async fn verify_operator_login(
        &self,
        request: &OperatorCodeRequest,
    ) -> Result<OperatorSessionState, ClientError> {
        let state = self.call(endpoints::VERIFY_OPERATOR_LOGIN, request).await?;
        Ok(self.remember_operator(state.json()?))
    }

    /// Ends the session of an operator.
    pub async fn log_out_operator(&self) -> Result<(), ClientError> {
        self.call_empty(endpoints::LOG_OUT_OPERATOR).await?;
        self.remember_token(None);
        Ok(())
    }

    /// Which operator is signed in, if any.
    pub async fn get_operator_session(&self) -> Result<OperatorSessionState, ClientError> {
        let state = self.get(endpoints::GET_OPERATOR_SESSION).await?;
        Ok(self.remember_operator(state))
    }

    /// Proves once more that one is this operator.
    pub async fn step_up_operator(
        &self,
        request: &OperatorCodeRequest,
    ) -> Result<SteppedUp, ClientError> {
        self.call(endpoints::STEP_UP_OPERATOR, request)
            .await?
            .json()
    }

    fn remember_operator(&self, state: OperatorSessionState) -> OperatorSessionState {
        self.remember_token(match &state {
            OperatorSessionState::SignedOut => None,
            OperatorSessionState::CodeRequired(pending) => Some(pending.csrf_token.clone()),
            OperatorSessionState::SignedIn(session) => Some(session.csrf_token.clone()),
        });
        state
    }
}
