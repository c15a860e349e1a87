//! The contract of Minato: every word that crosses the wire, and every rule that
//! server and browser must judge alike.
//!
//! No I/O, no clock, no regular expressions, no framework: this crate compiles for
//! the server, for the browser and for other people's Rust programs.
//!
//! To add an area: a module named after its noun (`port_applications.rs`) with its
//! requests and responses, its paths in [`endpoints`], its newtypes in [`values`],
//! its pure rules in [`rules`].

pub mod accounts;
pub mod api_clients;
pub mod api_log;
pub mod audit;
pub mod auth;
pub mod company;
pub mod contracts;
pub mod endpoints;
pub mod entries;
pub mod first_login;
mod flat;
pub mod groups;
pub mod headers;
pub mod help;
pub mod imports;
mod list_query;
pub mod me;
pub mod members;
pub mod operator;
pub mod page;
pub mod pins;
pub mod port_applications;
pub mod port_calendar;
pub mod problem;
pub mod rules;
pub mod saved_filters;
pub mod security;
pub mod service_catalogue;
pub mod services;
pub mod sessions;
mod unicode;
pub mod validation;
pub mod values;
pub mod words;

pub use problem::{Problem, ProblemCode};
pub use validation::{FieldErrors, FieldRule, Validate};
