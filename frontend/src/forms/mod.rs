//! What forms check and remember: plain Rust without a browser, tested on the host.
//!
//! To add a form: a file in the folder of its area with `fields!`, the request that it
//! becomes, and its labels. [`use_form`] connects it to a page.

pub mod accounts;
pub mod api_clients;
pub mod audit;
pub mod auth;
pub mod company;
pub mod contract;
pub mod contracts;
mod erased;
pub mod first_login;
pub mod groups;
mod handle;
pub mod list_query;
pub mod me;
mod model;
pub mod networks;
mod password_hint;
pub mod port_plus;
mod send_key;
pub mod services;
mod typed;

pub use handle::{FormHandle, use_form};
pub use model::{Form, FormModel};
pub use password_hint::PasswordHint;
pub use send_key::SendKey;

/// A struct of texts, and the JSON name of each, in the order of the page. What a form
/// must know beside them follows `with`.
macro_rules! fields {
    (
        $(#[$doc:meta])* $name:ident { $($field:ident = $json:literal,)* }
        $(with { $($(#[$beside_doc:meta])* $beside:ident: $kind:ty,)* })?
    ) => {
        $(#[$doc])*
        #[derive(Clone, Default)]
        pub struct $name {
            $(
                #[doc = concat!("What stands in the field `", $json, "`.")]
                pub $field: String,
            )*
            $($($(#[$beside_doc])* pub $beside: $kind,)*)?
        }

        impl $crate::forms::Fields for $name {
            const NAMES: &'static [&'static str] = &[$($json),*];

            fn value(&self, field: &str) -> &str {
                match field { $($json => &self.$field,)* _ => "" }
            }

            fn set(&mut self, field: &str, value: String) {
                match field { $($json => self.$field = value,)* _ => {} }
            }
        }
    };
}
use fields;

/// Texts by the JSON names of their fields.
pub trait Fields {
    /// The JSON names, in the order of the page.
    const NAMES: &'static [&'static str];

    /// What stands in a field.
    fn value(&self, field: &str) -> &str;

    /// Writes into a field.
    fn set(&mut self, field: &str, value: String);

    /// Whether the same stands in every field.
    fn holds_the_same_as(&self, other: &Self) -> bool {
        let same = |name: &&str| self.value(name) == other.value(name);
        Self::NAMES.iter().all(same)
    }
}
