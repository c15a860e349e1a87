//! A QR code, on white in every theme: cameras look for dark on light.

use leptos::prelude::*;

use crate::language::Text;

/// How large it shows, in CSS pixels.
const SIZE: &str = "256";

/// A QR code.
#[component]
pub fn QrCode(
    /// The picture, as an address that holds it.
    picture: String,
    /// What it is for, for those who cannot see it.
    words: Text,
) -> impl IntoView {
    view! { <img class="qr-code" src=picture alt=words width=SIZE height=SIZE /> }
}
