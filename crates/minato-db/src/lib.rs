//! The cellar: the database, its transactions, its rows; the clock and the ids.
//!
//! diesel lives here and nowhere else. [`Db::read`] and [`Db::write`] are the only ways
//! to the database: they begin the right kind of transaction, end it, and hand the
//! closure its time, its ids and its randomness.
//!
//! To add a table: a migration in both `migrations/sqlite` and `migrations/postgres`, its
//! columns in `schema.rs`, its queries in `models/<table>.rs`, and for every unique
//! constraint a line in `unique_key.rs`. Tests compare all four with the databases.

mod as_text;
pub mod audit;
mod clock;
mod conn;
mod db;
mod entropy;
mod error;
mod fixed;
pub mod jobs;
mod like;
mod migrations;
pub mod models;
#[cfg(feature = "postgres")]
mod postgres;
mod principal;
mod schema;
mod settings;
mod sqlite;
mod tx;
mod unique_key;
mod work;
mod workers;

pub use as_text::AsText;
pub use clock::{Clock, FakeClock, SystemClock};
pub use conn::{Conn, MultiBackend};
pub use db::Db;
pub use entropy::{Entropy, SystemEntropy, digits, new_id, secret};
pub use error::{DbError, OpenError};
pub use principal::{
    AccountPrincipal, ApiClientPrincipal, Holder, OperatorPrincipal, Party, Principal, TenantScope,
};
pub use settings::{Backend, DbSettings};
pub use tx::{OneStatement, ReadTx, Tx, WriteTx};
pub use unique_key::UniqueKey;
