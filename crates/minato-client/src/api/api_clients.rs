use minato_types::api_clients::{
    AddApiClientKeyRequest, AddApiClientRequest, AddApiClientSecretRequest, ApiClient, ApiClients,
    IssuedApiClientSecret, UpdateApiClientRequest,
};
use minato_types::api_log::{ApiCalls, ListApiCallsQuery};
use minato_types::endpoints;
use uuid::Uuid;

use crate::{Call, Client, ClientError, Versioned};

impl Client {
    /// The programs of the member.
    pub async fn list_api_clients(&self) -> Result<ApiClients, ClientError> {
        self.get(endpoints::LIST_API_CLIENTS).await
    }

    /// Makes an API client; the answer tells its secret, once.
    pub async fn add_api_client(
        &self,
        request: &AddApiClientRequest,
    ) -> Result<Versioned<IssuedApiClientSecret>, ClientError> {
        let call = Call::to(endpoints::ADD_API_CLIENT).body(request)?;
        self.send(call).await?.versioned()
    }

    /// One API client.
    pub async fn get_api_client(&self, id: Uuid) -> Result<Versioned<ApiClient>, ClientError> {
        let call = Call::to(endpoints::GET_API_CLIENT).at("id", &id);
        self.send(call).await?.versioned()
    }

    /// Changes an API client; `etag` is that of the version which the change is based on.
    pub async fn update_api_client(
        &self,
        id: Uuid,
        request: &UpdateApiClientRequest,
        etag: &str,
    ) -> Result<Versioned<ApiClient>, ClientError> {
        let call = Call::to(endpoints::UPDATE_API_CLIENT)
            .at("id", &id)
            .body(request)?
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// Deletes an API client.
    pub async fn delete_api_client(&self, id: Uuid, etag: &str) -> Result<(), ClientError> {
        let call = Call::to(endpoints::DELETE_API_CLIENT)
            .at("id", &id)
            .if_match(etag);
        self.send(call).await.map(drop)
    }

    /// Switches an API client off.
    pub async fn suspend_api_client(
        &self,
        id: Uuid,
        etag: &str,
    ) -> Result<Versioned<ApiClient>, ClientError> {
        let call = Call::to(endpoints::SUSPEND_API_CLIENT)
            .at("id", &id)
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// Switches a suspended API client on again.
    pub async fn resume_api_client(
        &self,
        id: Uuid,
        etag: &str,
    ) -> Result<Versioned<ApiClient>, ClientError> {
        let call = Call::to(endpoints::RESUME_API_CLIENT)
            .at("id", &id)
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// Makes another secret; the answer tells it, once.
    pub async fn add_api_client_secret(
        &self,
        id: Uuid,
        request: &AddApiClientSecretRequest,
    ) -> Result<IssuedApiClientSecret, ClientError> {
        let call = Call::to(endpoints::ADD_API_CLIENT_SECRET)
            .at("id", &id)
            .body(request)?;
        self.send(call).await?.json()
    }

    /// Ends a secret.
    pub async fn delete_api_client_secret(
        &self,
        id: Uuid,
        secret: Uuid,
    ) -> Result<(), ClientError> {
        let call = Call::to(endpoints::DELETE_API_CLIENT_SECRET)
            .at("id", &id)
            .at("secretId", &secret);
        self.send(call).await.map(drop)
    }

    /// Adds a public key.
    pub async fn add_api_client_key(
        &self,
        id: Uuid,
        request: &AddApiClientKeyRequest,
    ) -> Result<ApiClient, ClientError> {
        let call = Call::to(endpoints::ADD_API_CLIENT_KEY)
            .at("id", &id)
            .body(request)?;
        self.send(call).await?.json()
    }

    /// Removes a public key.
    pub async fn delete_api_client_key(&self, id: Uuid, key: Uuid) -> Result<(), ClientError> {
        let call = Call::to(endpoints::DELETE_API_CLIENT_KEY)
            .at("id", &id)
            .at("keyId", &key);
        self.send(call).await.map(drop)
    }

    /// What programs called, newest first.
    pub async fn list_api_calls(&self, query: &ListApiCallsQuery) -> Result<ApiCalls, ClientError> {
        let call = Call::to(endpoints::LIST_API_CALLS).query(query)?;
        self.send(call).await?.json()
    }
}
