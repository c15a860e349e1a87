use minato_types::endpoints;
use minato_types::pins::{PinTarget, Pins, RecentOperations, SetPinsRequest};
use minato_types::saved_filters::{SaveFilterRequest, SavedFilter, SavedFilters};
use minato_types::services::ServiceMenu;
use minato_types::values::SavedFilterId;

use crate::{Call, Client, ClientError, Versioned};

impl Client {
    /// The services of which one may see contracts.
    pub async fn get_service_menu(&self) -> Result<ServiceMenu, ClientError> {
        self.get(endpoints::GET_SERVICE_MENU).await
    }

    /// What one has pinned, in one's own order.
    pub async fn get_pins(&self) -> Result<Pins, ClientError> {
        self.get(endpoints::GET_PINS).await
    }

    /// Pins these things, in this order, and no others.
    pub async fn set_pins(&self, request: &SetPinsRequest) -> Result<Pins, ClientError> {
        self.call(endpoints::SET_PINS, request).await?.json()
    }

    /// What one did last, the latest first.
    pub async fn list_recent_operations(&self) -> Result<RecentOperations, ClientError> {
        self.get(endpoints::LIST_RECENT_OPERATIONS).await
    }

    /// Notes what one does.
    pub async fn note_recent_operation(&self, target: &PinTarget) -> Result<(), ClientError> {
        self.call(endpoints::NOTE_RECENT_OPERATION, target)
            .await
            .map(drop)
    }

    /// The filters of the list of contracts that one has saved, by name.
    pub async fn list_saved_filters(&self) -> Result<SavedFilters, ClientError> {
        self.get(endpoints::LIST_SAVED_FILTERS).await
    }

    /// Saves a filter. The same `key` again gets the same answer: nothing is saved twice.
    pub async fn add_saved_filter(
        &self,
        request: &SaveFilterRequest,
        key: &str,
    ) -> Result<Versioned<SavedFilter>, ClientError> {
        let call = Call::to(endpoints::ADD_SAVED_FILTER)
            .body(request)?
            .idempotency_key(key);
        self.send(call).await?.versioned()
    }

    /// One filter that one has saved.
    pub async fn get_saved_filter(
        &self,
        id: SavedFilterId,
    ) -> Result<Versioned<SavedFilter>, ClientError> {
        let call = Call::to(endpoints::GET_SAVED_FILTER).at("id", &id);
        self.send(call).await?.versioned()
    }

    /// Gives a saved filter another name or query; `etag` is that of the filter which the change
    /// is based on.
    pub async fn update_saved_filter(
        &self,
        id: SavedFilterId,
        request: &SaveFilterRequest,
        etag: &str,
    ) -> Result<Versioned<SavedFilter>, ClientError> {
        let call = Call::to(endpoints::UPDATE_SAVED_FILTER)
            .at("id", &id)
            .body(request)?
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// Deletes a saved filter.
    pub async fn delete_saved_filter(
        &self,
        id: SavedFilterId,
        etag: &str,
    ) -> Result<(), ClientError> {
        let call = Call::to(endpoints::DELETE_SAVED_FILTER)
            .at("id", &id)
            .if_match(etag);
        self.send(call).await.map(drop)
    }
}
