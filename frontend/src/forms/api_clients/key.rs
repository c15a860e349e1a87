use minato_types::api_clients::AddApiClientKeyRequest;

use crate::forms::{Form, fields};
use crate::words::{Locale, words_of};

fields! {
    /// Adds a public key.
    KeyForm {
        jwk = "jwk",
    }
}

impl Form for KeyForm {
    type Request = AddApiClientKeyRequest;

    const NAME: &'static str = "api-client-key";

    fn label(_: &str, locale: Locale) -> &'static str {
        words_of!(locale, api_clients.keys.jwk)
    }

    fn request(&self) -> AddApiClientKeyRequest {
        AddApiClientKeyRequest {
            jwk: self.jwk.trim().to_owned(),
        }
    }
}
