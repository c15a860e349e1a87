//! The services of which the person may see contracts.

pub(crate) mod get_service_menu;
