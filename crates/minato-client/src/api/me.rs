use minato_types::endpoints;
use minato_types::me::{ChangePasswordRequest, Me, UpdateMeRequest};

use crate::{Client, ClientError, Versioned};

impl Client {
    /// One's own profile.
    pub async fn get_me(&self) -> Result<Versioned<Me>, ClientError> {
        self.get_versioned(endpoints::GET_ME).await
    }

    /// Changes one's own profile; `etag` is that of the profile which the change is based on.
    pub async fn update_me(
        &self,
        request: &UpdateMeRequest,
        etag: &str,
    ) -> Result<Versioned<Me>, ClientError> {
        self.call_if_match(endpoints::UPDATE_ME, request, etag)
            .await?
            .versioned()
    }

    /// Changes one's own password; all other sessions end.
    pub async fn change_password(
        &self,
        request: &ChangePasswordRequest,
    ) -> Result<(), ClientError> {
        self.call(endpoints::CHANGE_PASSWORD, request)
            .await
            .map(drop)
    }
}
