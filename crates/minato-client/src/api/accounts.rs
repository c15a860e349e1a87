use minato_types::accounts::{Account, AddAccountRequest, ListAccountsQuery, UpdateAccountRequest};
use minato_types::endpoints::{self, Endpoint};
use minato_types::page::Page;
use minato_types::sessions::{AccountSessions, EndedSessions};
use minato_types::values::{AccountId, SessionId};

use crate::{Call, Client, ClientError, Versioned};

impl Client {
    /// The accounts that a query asks for.
    pub async fn list_accounts(
        &self,
        query: &ListAccountsQuery,
    ) -> Result<Page<Account>, ClientError> {
        let call = Call::to(endpoints::LIST_ACCOUNTS).query(query)?;
        self.send(call).await?.json()
    }

    /// The whole result of a query as CSV.
    pub async fn export_accounts(&self, query: &ListAccountsQuery) -> Result<String, ClientError> {
        let call = Call::to(endpoints::EXPORT_ACCOUNTS).query(query)?;
        Ok(self.send(call).await?.body)
    }

    /// Adds an account. The same `key` again gets the same answer: nothing is added twice.
    pub async fn add_account(
        &self,
        request: &AddAccountRequest,
        key: &str,
    ) -> Result<Versioned<Account>, ClientError> {
        let call = Call::to(endpoints::ADD_ACCOUNT)
            .body(request)?
            .idempotency_key(key);
        self.send(call).await?.versioned()
    }

    /// One account.
    pub async fn get_account(&self, id: AccountId) -> Result<Versioned<Account>, ClientError> {
        let call = Call::to(endpoints::GET_ACCOUNT).at("id", &id);
        self.send(call).await?.versioned()
    }

    /// Changes an account; `etag` is that of the account which the change is based on.
    pub async fn update_account(
        &self,
        id: AccountId,
        request: &UpdateAccountRequest,
        etag: &str,
    ) -> Result<Versioned<Account>, ClientError> {
        let call = Call::to(endpoints::UPDATE_ACCOUNT)
            .at("id", &id)
            .body(request)?
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// Deletes an account.
    pub async fn delete_account(&self, id: AccountId, etag: &str) -> Result<(), ClientError> {
        let call = Call::to(endpoints::DELETE_ACCOUNT)
            .at("id", &id)
            .if_match(etag);
        self.send(call).await.map(drop)
    }

    /// Switches an account off; its sessions end.
    pub async fn suspend_account(
        &self,
        id: AccountId,
        etag: &str,
    ) -> Result<Versioned<Account>, ClientError> {
        let call = Call::to(endpoints::SUSPEND_ACCOUNT)
            .at("id", &id)
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// Switches a suspended account on again.
    pub async fn resume_account(
        &self,
        id: AccountId,
        etag: &str,
    ) -> Result<Versioned<Account>, ClientError> {
        let call = Call::to(endpoints::RESUME_ACCOUNT)
            .at("id", &id)
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// Ends waits and locks after wrong passwords and codes.
    pub async fn unlock_account(&self, id: AccountId) -> Result<(), ClientError> {
        self.post_to(endpoints::UNLOCK_ACCOUNT, id).await
    }

    /// Mails a link to the first sign-in.
    pub async fn invite_account(&self, id: AccountId) -> Result<(), ClientError> {
        self.post_to(endpoints::INVITE_ACCOUNT, id).await
    }

    /// Takes password and factors away, and mails a link to set them anew.
    pub async fn reset_factor(&self, id: AccountId) -> Result<Versioned<Account>, ClientError> {
        let call = Call::to(endpoints::RESET_FACTOR).at("id", &id);
        self.send(call).await?.versioned()
    }

    /// The browsers in which somebody is signed in.
    pub async fn list_account_sessions(
        &self,
        id: AccountId,
    ) -> Result<AccountSessions, ClientError> {
        let call = Call::to(endpoints::LIST_ACCOUNT_SESSIONS).at("id", &id);
        self.send(call).await?.json()
    }

    /// Signs him out in one of them.
    pub async fn end_account_session(
        &self,
        id: AccountId,
        session: SessionId,
    ) -> Result<(), ClientError> {
        let call = Call::to(endpoints::END_ACCOUNT_SESSION)
            .at("id", &id)
            .at("sessionId", &session);
        self.send(call).await.map(drop)
    }

    /// Signs him out everywhere.
    pub async fn end_account_sessions(&self, id: AccountId) -> Result<EndedSessions, ClientError> {
        let call = Call::to(endpoints::END_ACCOUNT_SESSIONS).at("id", &id);
        self.send(call).await?.json()
    }

    async fn post_to(&self, endpoint: Endpoint, id: AccountId) -> Result<(), ClientError> {
        self.send(Call::to(endpoint).at("id", &id)).await.map(drop)
    }
}
