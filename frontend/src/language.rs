//! The language of the pages: the account's, before sign-in the one chosen in this
//! browser, otherwise the browser's own.

use leptos::prelude::*;
use minato_types::values::Language;

use crate::words::Locale;

/// The only thing that is ever written into the browser's storage.
const STORAGE_KEY: &str = "minato.language";

/// Words that follow the language of the reader.
pub type Text = Signal<String>;

/// The language that the pages are shown in.
#[derive(Debug, Clone, Copy)]
pub struct LanguageContext(RwSignal<Language>);

impl LanguageContext {
    /// The language chosen in this browser before, or the one that the browser prefers.
    pub fn of_browser() -> Self {
        let stored = storage().and_then(|storage| storage.get_item(STORAGE_KEY).ok().flatten());
        let chosen = stored.and_then(|tag| tag.parse().ok());
        Self(RwSignal::new(chosen.unwrap_or_else(preferred)))
    }

    /// The language; the caller is told when it changes.
    pub fn get(self) -> Language {
        self.0.get()
    }

    /// The language now.
    pub fn now(self) -> Language {
        self.0.get_untracked()
    }

    /// The language as the generated words name it; the caller is told when it changes.
    pub fn locale(self) -> Locale {
        locale_of(self.get())
    }

    /// Shows the pages in `language`.
    pub fn show(self, language: Language) {
        if self.now() != language {
            self.0.set(language);
        }
    }

    /// Shows the pages in `language` and keeps the choice in this browser.
    pub fn choose(self, language: Language) {
        self.show(language);
        if let Some(storage) = storage() {
            // A browser without storage forgets the choice: nothing else is lost.
            let _ = storage.set_item(STORAGE_KEY, language.as_str());
        }
    }
}

/// The language of the reader.
pub fn use_language() -> LanguageContext {
    use_context().unwrap_or_else(LanguageContext::of_browser)
}

/// The language as the generated words name it.
pub const fn locale_of(language: Language) -> Locale {
    match language {
        Language::Ja => Locale::ja,
        Language::En => Locale::en,
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn preferred() -> Language {
    let tags = window().navigator().languages();
    let tags = tags
        .iter()
        .filter_map(|tag| tag.as_string())
        .collect::<Vec<_>>();
    first_of_ours(tags.iter().map(String::as_str))
}

/// The first of our languages among tags in the order of preference; Japanese if none.
fn first_of_ours<'a>(tags: impl IntoIterator<Item = &'a str>) -> Language {
    let primary = |tag: &'a str| tag.split('-').next().unwrap_or_default();
    let mut ours = tags.into_iter().filter_map(|tag| primary(tag).parse().ok());
    ours.next().unwrap_or_default()
}

/// Words without placeholders.
pub type Words = fn(Locale) -> &'static str;

/// Words as a [`Text`]; see [`text!`].
pub fn plain_text(words: Words) -> Text {
    let language = use_language();
    Signal::derive(move || words(language.locale()).to_owned())
}

/// Words with values in their places as a [`Text`]; see [`text!`].
pub fn filled_text(words: impl Fn(Language) -> String + Send + Sync + 'static) -> Text {
    let language = use_language();
    let words: Box<dyn Fn(Language) -> String + Send + Sync> = Box::new(words);
    Signal::derive(move || words(language.get()))
}

/// The words of a key as a [`Text`], with values for its placeholders.
macro_rules! text {
    ($area:ident $(. $key:ident)+) => {
        $crate::language::plain_text(|locale| $crate::words::words_of!(locale, $area $(. $key)+))
    };
    ($($key:tt)*) => {
        $crate::language::filled_text(move |language| {
            let locale = $crate::language::locale_of(language);
            String::from($crate::words::words_of!(locale, $($key)*))
        })
    };
}
pub(crate) use text;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_our_languages_that_the_browser_prefers_wins() {
        for (tags, expected) in [
            (vec!["en-US", "ja"], Language::En),
            (vec!["fr-FR", "ja-JP", "en"], Language::Ja),
            (vec!["de"], Language::Ja),
            (vec![], Language::Ja),
        ] {
            assert_eq!(first_of_ours(tags.iter().copied()), expected, "{tags:?}");
        }
    }
}
