//! One file per area, one method per endpoint.

mod auth;
mod company;
mod me;
