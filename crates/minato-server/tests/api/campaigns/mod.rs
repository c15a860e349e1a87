//! Campaigns that attack: many tries against one promise. They print their counts, and fail when
//! too little happened to mean anything.
//!
//! They are ignored among the other tests; `cargo xtask test --only campaigns` runs them on both
//! databases, one at a time.

mod captured_log;
mod crowd;
mod key_rotation;
mod planted_secrets;
