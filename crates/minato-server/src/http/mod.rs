//! What every request passes, from the outside in: [`envelope`] (request id, log,
//! metrics, panics, headers, one form of errors), then [`guard`] (route, CSRF, session,
//! rights), then the handler with [`body`] and [`caller`].

pub mod body;
pub mod caller;
pub mod client_address;
pub mod csrf;
pub mod csv;
pub mod entity_tag;
pub mod envelope;
pub mod error;
pub mod guard;
pub mod idempotency;
mod objects;
mod program;
pub mod query;
pub mod responses;
pub mod route;
pub mod security_headers;

pub use caller::Caller;
pub use error::ApiError;
