//! The API from outside: a real server on a real socket, a real database, the typed
//! client. One binary; `MINATO_TEST_DATABASE` chooses the database.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "in a test, a panic with its reason is the right answer"
)]

mod access_matrix;
mod app;
mod audit;
mod body_limits;
mod company;
mod csrf;
mod documents;
mod headers;
mod me;
mod password_reset;
mod people;
mod races;
mod raw;
mod sign_in;
mod throttling;
