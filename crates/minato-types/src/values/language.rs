use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::FieldRule;

/// The languages of pages, mails and answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// 日本語.
    #[default]
    Ja,
    /// English.
    En,
}

impl Language {
    /// Every language there is.
    pub const ALL: &[Self] = &[Self::Ja, Self::En];

    /// The tag of the language (BCP 47).
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The language that an `Accept-Language` header prefers among ours; Japanese if none.
    pub fn negotiate(accept_language: &str) -> Self {
        let mut best = (0.0_f32, Self::Ja);
        for part in accept_language.split(',') {
            let (tag, quality) = match part.split_once(";q=") {
                Some((tag, q)) => (tag, q.trim().parse().unwrap_or(0.0)),
                None => (part, 1.0),
            };
            let primary = tag.trim().split('-').next().unwrap_or_default();
            if let Ok(language) = primary.to_ascii_lowercase().parse()
                && quality > best.0
            {
                best = (quality, language);
            }
        }
        best.1
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Language {
    type Err = FieldRule;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|l| l.as_str() == text)
            .ok_or(FieldRule::UnknownChoice)
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_preferred_language_among_ours_wins() {
        for (header, expected) in [
            ("", Language::Ja),
            ("en", Language::En),
            ("en-US,en;q=0.9", Language::En),
            ("fr, en;q=0.4, ja;q=0.5", Language::Ja),
            ("ja;q=0.2, en;q=0.8", Language::En),
            ("de", Language::Ja),
            ("en;q=nonsense", Language::Ja),
        ] {
            assert_eq!(Language::negotiate(header), expected, "{header:?}");
        }
    }
}
