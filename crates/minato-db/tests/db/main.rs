//! What the cellar promises, on the database that `MINATO_TEST_DATABASE` names.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "in a test, a panic with its reason is the right answer"
)]

mod backup;
mod concurrency;
mod contract_plans;
mod counters;
mod group_plans;
mod isolation;
mod jobs;
mod migrations;
mod opening;
mod other_servers;
mod overload;
mod port_applications;
mod query_plans;
mod renamed_service;
mod schema_matches;
mod service_menu;
mod sqlite_build;
mod statement_cache;
mod unique_keys;
mod waiting;

/// The same tables that the crate sees.
#[path = "../../src/schema.rs"]
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "not every test uses every table"
)]
mod schema;
