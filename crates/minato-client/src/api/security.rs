use minato_types::endpoints;
use minato_types::security::{
    ConfirmTotpRequest, RecoveryCodes, SecurityOverview, StepUpRequest, SteppedUp, TotpConfirmed,
    TotpOffer,
};

use crate::{Client, ClientError};

impl Client {
    /// How one proves oneself, and how freshly one has.
    pub async fn get_security(&self) -> Result<SecurityOverview, ClientError> {
        self.get(endpoints::GET_SECURITY).await
    }

    /// Proves once more that it is oneself.
    pub async fn step_up(&self, request: &StepUpRequest) -> Result<SteppedUp, ClientError> {
        self.call(endpoints::STEP_UP, request).await?.json()
    }

    /// Makes a new secret for an authenticator app; the one so far works until it is confirmed.
    pub async fn offer_totp(&self) -> Result<TotpOffer, ClientError> {
        self.call_empty(endpoints::OFFER_TOTP).await?.json()
    }

    /// Confirms the new secret by a code of the app; all other sessions end.
    pub async fn confirm_totp(
        &self,
        request: &ConfirmTotpRequest,
    ) -> Result<TotpConfirmed, ClientError> {
        self.call(endpoints::CONFIRM_TOTP, request).await?.json()
    }

    /// Goes back to codes by mail; the recovery codes die.
    pub async fn remove_totp(&self) -> Result<(), ClientError> {
        self.call_empty(endpoints::REMOVE_TOTP).await.map(drop)
    }

    /// Makes new recovery codes; the old ones die.
    pub async fn make_recovery_codes(&self) -> Result<RecoveryCodes, ClientError> {
        self.call_empty(endpoints::MAKE_RECOVERY_CODES)
            .await?
            .json()
    }
}
