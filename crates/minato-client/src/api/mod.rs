//! One file per area, one method per endpoint.

mod accounts;
mod api_clients;
mod auth;
mod company;
mod contracts;
mod first_login;
mod groups;
mod me;
mod member_contracts;
mod member_groups;
mod members;
mod operator;
mod port_applications;
mod security;
mod services;
mod sessions;
