use minato_types::endpoints;
use minato_types::me::{ChangePasswordRequest, Me, RequestEmailChangeRequest, UpdateMeRequest};

use crate::{Call, Client, ClientError, Versioned};

impl Client {
    /// One's own profile.
    pub async fn get_me(&self) -> Result<Versioned<Me>, ClientError> {
        self.send(Call::to(endpoints::GET_ME)).await?.versioned()
    }

    /// Changes one's own profile; `etag` is that of the profile which the change is based on.
    pub async fn update_me(
        &self,
        request: &UpdateMeRequest,
        etag: &str,
    ) -> Result<Versioned<Me>, ClientError> {
        let call = Call::to(endpoints::UPDATE_ME).body(request)?.if_match(etag);
        self.send(call).await?.versioned()
    }

    /// Asks for another e-mail address: a link is mailed to it.
    pub async fn request_email_change(
        &self,
        request: &RequestEmailChangeRequest,
    ) -> Result<(), ClientError> {
        self.call(endpoints::REQUEST_EMAIL_CHANGE, request)
            .await
            .map(drop)
    }

    /// Has a test mail sent to oneself.
    pub async fn send_test_mail(&self) -> Result<(), ClientError> {
        self.call_empty(endpoints::SEND_TEST_MAIL).await.map(drop)
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
