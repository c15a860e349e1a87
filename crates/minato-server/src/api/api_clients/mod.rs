//! The programs of a member, for its admins.

pub(crate) mod add_api_client;
pub(crate) mod add_api_client_key;
pub(crate) mod add_api_client_secret;
pub(crate) mod delete_api_client;
pub(crate) mod delete_api_client_key;
pub(crate) mod delete_api_client_secret;
pub(crate) mod get_api_client;
mod hold;
pub(crate) mod list_api_clients;
pub(crate) mod resume_api_client;
mod secrets;
mod shown;
pub(crate) mod suspend_api_client;
pub(crate) mod update_api_client;
mod wanted;
