use minato_types::endpoints;
use minato_types::page::{Page, PageQuery};
use minato_types::sessions::{EndedSessions, OwnSessions, SignIn, TrustedBrowsers};
use minato_types::values::{SessionId, TrustedBrowserId};

use crate::{Call, Client, ClientError};

impl Client {
    /// The browsers in which one is signed in.
    pub async fn list_own_sessions(&self) -> Result<OwnSessions, ClientError> {
        self.get(endpoints::LIST_OWN_SESSIONS).await
    }

    /// Signs one out in one other browser.
    pub async fn end_own_session(&self, id: SessionId) -> Result<(), ClientError> {
        let call = Call::to(endpoints::END_OWN_SESSION).at("id", &id);
        self.send(call).await.map(drop)
    }

    /// Signs one out in all browsers but this one.
    pub async fn end_other_sessions(&self) -> Result<EndedSessions, ClientError> {
        self.call_empty(endpoints::END_OTHER_SESSIONS).await?.json()
    }

    /// The browsers in which one needs no second step.
    pub async fn list_trusted_browsers(&self) -> Result<TrustedBrowsers, ClientError> {
        self.get(endpoints::LIST_TRUSTED_BROWSERS).await
    }

    /// Trusts one of them no more.
    pub async fn end_trusted_browser(&self, id: TrustedBrowserId) -> Result<(), ClientError> {
        let call = Call::to(endpoints::END_TRUSTED_BROWSER).at("id", &id);
        self.send(call).await.map(drop)
    }

    /// Who signed in with one's account, or tried to, newest first.
    pub async fn list_sign_ins(&self, query: PageQuery) -> Result<Page<SignIn>, ClientError> {
        let call = Call::to(endpoints::LIST_SIGN_INS).query(&query)?;
        self.send(call).await?.json()
    }
}
