use minato_types::endpoints;
use minato_types::pins::{PinTarget, Pins, RecentOperations, SetPinsRequest};
use minato_types::services::ServiceMenu;

use crate::{Client, ClientError};

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
}
