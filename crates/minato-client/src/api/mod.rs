//! One file per area, one method per endpoint.

mod accounts;
mod auth;
mod company;
mod me;
mod members;
mod operator;
mod port_applications;
mod security;
mod sessions;
