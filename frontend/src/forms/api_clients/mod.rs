//! The forms about API clients.

mod client;
mod key;

pub use client::{ApiClientForm, has_word, toggled};
pub use key::KeyForm;
