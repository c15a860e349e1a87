use chrono::{DateTime, Utc};
use leptos::prelude::*;
use minato_types::values::Language;

use crate::clock;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{ButtonLink, Weight};
use crate::components::copy_button::CopyButton;
use crate::components::print_button::PrintButton;
use crate::format;
use crate::language::{filled_text, locale_of, text};
use crate::view::each;
use crate::words::words_of;

/// What the saved file is called.
const FILE: &str = "recovery-codes.txt";

/// New recovery codes, which are shown this once, with the ways to keep them. `email` and
/// `zone` are those of their owner.
pub(crate) fn codes(codes: Vec<String>, email: &str, zone: &str) -> AnyView {
    let all = codes.join("\n");
    let row = |code: String| {
        view! {
            <li>
                <code>{code}</code>
            </li>
        }
        .into_any()
    };
    let rows = each(codes.clone(), row);
    let sheet = Sheet {
        codes,
        email: email.to_owned(),
        made_at: clock::now(),
        zone: zone.to_owned(),
    };
    let file = filled_text(move |language| address(&sheet.text(language)));
    view! {
        <p>{text!(security.recovery.lead)}</p>
        <Banner tone=Tone::Warning>{text!(security.recovery.once)}</Banner>
        <ol class="codes" aria-label=text!(security.recovery.list)>
            {rows}
        </ol>
        <div class="form__acts">
            <PrintButton weight=Weight::Outline>{text!(security.recovery.print)}</PrintButton>
            <ButtonLink href=file weight=Weight::Outline download=true file_name=FILE>
                {text!(security.recovery.download)}
            </ButtonLink>
            <CopyButton content=all>{text!(security.recovery.copy)}</CopyButton>
        </div>
    }
    .into_any()
}

/// What stands in the saved file.
struct Sheet {
    codes: Vec<String>,
    email: String,
    made_at: DateTime<Utc>,
    zone: String,
}

impl Sheet {
    /// Lines that end as those of every editor on Windows do.
    fn text(&self, language: Language) -> String {
        let locale = locale_of(language);
        let brand = words_of!(locale, app.brandFull);
        let email = self.email.as_str();
        let time = format::date_time(self.made_at, &self.zone, language);
        let mut lines = vec![
            words_of!(locale, security.recovery.sheetTitle, brand = brand),
            words_of!(locale, security.recovery.sheetAccount, email = email),
            words_of!(locale, security.recovery.sheetMade, time = time),
            words_of!(locale, security.recovery.sheetNote).to_owned(),
            String::new(),
        ];
        lines.extend(self.codes.iter().cloned());
        lines.push(String::new());
        lines.join("\r\n")
    }
}

/// An address that holds a text file: the codes go nowhere to become one.
fn address(text: &str) -> String {
    let content = String::from(js_sys::encode_uri_component(text));
    format!("data:text/plain;charset=utf-8,{content}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_sheet_says_whose_codes_they_are_and_since_when() {
        let sheet = Sheet {
            codes: vec!["0123-4567-89ab-cdef".into(), "ghjk-mnpq-rstv-wxyz".into()],
            email: "hanako@minato-shoji.example".into(),
            made_at: DateTime::from_timestamp(1_789_622_100, 0).unwrap(),
            zone: "Asia/Tokyo".into(),
        };
        for language in Language::ALL {
            let text = sheet.text(*language);
            let lines: Vec<_> = text.split("\r\n").collect();
            assert!(lines[0].contains("Minato"), "{text}");
            assert!(lines[1].ends_with("hanako@minato-shoji.example"), "{text}");
            assert!(lines[2].ends_with("14:15"), "{text}");
            let kept = ["", "0123-4567-89ab-cdef", "ghjk-mnpq-rstv-wxyz", ""];
            assert_eq!(lines[4..], kept);
        }
    }
}
