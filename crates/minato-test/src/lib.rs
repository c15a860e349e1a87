//! Only for tests: fresh databases, a clock and randomness that can be repeated.
//!
//! `MINATO_TEST_DATABASE` chooses the database: `sqlite` (the default) or `postgres`, a
//! server at `MINATO_TEST_POSTGRES_URL` whose user may create databases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "in a test, a panic with its reason is the right answer"
)]

mod entropy;
mod invariants;
#[cfg(feature = "postgres")]
mod postgres;
mod rows;
mod sqlite;
mod statement;
mod test_db;

pub use entropy::SeededEntropy;
pub use invariants::{Story, port_applications_hold, stories};
pub use rows::Rows;
pub use statement::execute;
pub use test_db::TestDb;
