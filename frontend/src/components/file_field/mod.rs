//! A file that somebody chooses, and its text.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{File, HtmlInputElement, TextDecoder, TextDecoderOptions};

use crate::language::Text;

/// A field in which one chooses a file.
#[component]
pub fn FileField(
    /// Its id, unique on the page.
    id: &'static str,
    /// What is chosen.
    label: Text,
    /// What helps to choose.
    support: Text,
    /// Which files are offered, as HTML names them.
    accept: &'static str,
    /// Takes the field when another file is chosen.
    on_choice: Callback<HtmlInputElement>,
) -> impl IntoView {
    let support_id = format!("{id}-support");
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
            </label>
            <p class="field__support" id=support_id.clone()>
                {support}
            </p>
            <input
                class="file-field"
                id=id
                type="file"
                accept=accept
                aria-describedby=support_id
                on:change:target=move |event| on_choice.run(event.target())
            />
        </div>
    }
}

/// The text of the file that is chosen, if one is: in UTF-8, or in Shift JIS, in which
/// spreadsheet programs in Japan keep tables.
pub async fn chosen_text(field: &HtmlInputElement) -> Option<String> {
    let file: File = field.files()?.get(0)?;
    let bytes = file.array_buffer().await.ok()?;
    let bytes = js_sys::Uint8Array::new(&bytes);
    let text = decoded(&bytes, "utf-8").or_else(|_| decoded(&bytes, "shift_jis"));
    text.ok()
}

fn decoded(bytes: &js_sys::Uint8Array, encoding: &str) -> Result<String, JsValue> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = TextDecoder::new_with_label_and_options(encoding, &options)?;
    decoder.decode_with_buffer_source(bytes)
}
