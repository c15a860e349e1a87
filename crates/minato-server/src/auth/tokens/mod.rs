//! Tokens of programs (RFC 9068): what signs them, what they say, and what programs prove
//! themselves by.

pub mod access;
pub mod assertion;
pub mod keys;

pub use keys::TokenKeys;
