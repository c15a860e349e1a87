//! The normal forms of Unicode: in the browser by the browser itself, whose tables need
//! not be sent, elsewhere by a library.

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
mod by {
    use std::borrow::Cow;

    use js_sys::JsString;

    pub(crate) fn nfc(text: &str) -> Cow<'_, str> {
        String::from(JsString::from(text).normalize("NFC")).into()
    }

    pub(crate) fn nfkc(text: &str) -> Cow<'_, str> {
        String::from(JsString::from(text).normalize("NFKC")).into()
    }
}

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
mod by {
    use std::borrow::Cow;

    use unicode_normalization::{IsNormalized, UnicodeNormalization as _};
    use unicode_normalization::{is_nfc_quick, is_nfkc_quick};

    // Most texts are normal already, those from the database always.

    pub(crate) fn nfc(text: &str) -> Cow<'_, str> {
        match is_nfc_quick(text.chars()) {
            IsNormalized::Yes => text.into(),
            IsNormalized::No | IsNormalized::Maybe => text.nfc().collect(),
        }
    }

    pub(crate) fn nfkc(text: &str) -> Cow<'_, str> {
        match is_nfkc_quick(text.chars()) {
            IsNormalized::Yes => text.into(),
            IsNormalized::No | IsNormalized::Maybe => text.nfkc().collect(),
        }
    }
}

/// One code point for what looks like one character (NFC).
pub(crate) use by::nfc;

/// Widths and other variants of a character made equal (NFKC).
pub(crate) use by::nfkc;
