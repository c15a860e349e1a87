use serde::{Deserialize, Serialize};

use crate::rules::holidays::HolidayName;
use crate::values::Language;

/// Why the operator does not work on a day. Where several reasons apply, the operator's own
/// stands first, then the holiday, the turn of the year, the weekend: January 1 is 元日.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    try_from = "crate::flat::FlatClosing"
)]
pub enum Closing {
    /// A Saturday or Sunday.
    Weekend,
    /// A public holiday.
    Holiday {
        /// The name in Japanese, as it was announced.
        #[cfg_attr(feature = "openapi", schema(example = "秋分の日"))]
        name: String,
        /// Which holiday it is, if it is one that the law names.
        code: Option<HolidayName>,
    },
    /// The turn of the year: December 29 to January 3.
    YearEnd,
    /// A day on which the operator closes for a reason of his own.
    Operator {
        /// The reason in the operator's words.
        #[cfg_attr(feature = "openapi", schema(example = "設備点検"))]
        reason: String,
    },
}

impl Closing {
    /// The reason in words. What is known in one language only stays in that language.
    pub fn words(&self, language: Language) -> &str {
        match (self, language) {
            (Self::Weekend, Language::Ja) => "土曜・日曜",
            (Self::Weekend, Language::En) => "Weekend",
            (Self::YearEnd, Language::Ja) => "年末年始",
            (Self::YearEnd, Language::En) => "Year-end closing",
            (
                Self::Holiday {
                    code: Some(code), ..
                },
                Language::En,
            ) => code.words(language),
            (Self::Holiday { name, .. }, _) => name,
            (Self::Operator { reason }, _) => reason,
        }
    }
}
