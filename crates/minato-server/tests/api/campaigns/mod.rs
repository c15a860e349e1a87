//! Campaigns that attack: many tries against one promise. They print their counts, and fail when
//! too little happened to mean anything.
//!
//! They are ignored among the other tests; `cargo xtask test --only campaigns` runs them on both
//! databases, one at a time.

mod big_import;
mod browser;
mod captured_log;
mod crowd;
mod dice;
mod guesses;
mod key_rotation;
mod links;
mod one_use;
mod passwords;
mod planted_secrets;
mod sessions_end;
mod timing;
mod walk_model;
mod walks;
