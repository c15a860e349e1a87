use super::normalised;
use crate::FieldRule;

/// The number of a port application: `SO-`, a serial that stays, and a revision that grows
/// with every change (`SO-03089-0`).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct PortApplicationNumber {
    /// The serial: unique among all members, the same for all revisions.
    pub serial: u32,
    /// 0 for the application as it was submitted, one more with every change.
    pub revision: u32,
}

impl PortApplicationNumber {
    /// Accepts full-width characters, small letters and any dash; without a revision the
    /// first is meant.
    pub fn parse(input: &str) -> Result<Self, FieldRule> {
        let rule = FieldRule::InvalidPortApplicationNumber;
        let compact: String = normalised(input)
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| if is_dash(c) { '-' } else { c })
            .collect();
        let mut parts = compact.split('-');
        let (prefix, serial) = (parts.next(), parts.next());
        let (revision, rest) = (parts.next(), parts.next());
        let named = prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case("SO"));
        let digits = |text: &str| {
            let valid = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
            valid.then(|| text.parse::<u32>().ok()).flatten()
        };
        match (serial.and_then(digits), revision.map_or(Some(0), digits)) {
            (Some(serial), Some(revision)) if named && serial > 0 && rest.is_none() => {
                Ok(Self { serial, revision })
            }
            _ => Err(rule),
        }
    }

    /// The same application as it was submitted.
    #[must_use]
    pub const fn first(self) -> Self {
        Self {
            revision: 0,
            ..self
        }
    }
}

/// Hyphens, minus signs and long vowel marks that people type for a hyphen.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FC}')
}

/// On the wire the number is its text.
#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for PortApplicationNumber {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::Type::String)
            .description(Some(
                "The number of a port application: `SO-`, a serial that stays, a revision that \
                 grows with every change.",
            ))
            .pattern(Some("^SO-[0-9]{5,}-[0-9]+$"))
            .examples(["SO-03089-0"])
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for PortApplicationNumber {}

impl std::fmt::Display for PortApplicationNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SO-{:05}-{}", self.serial, self.revision)
    }
}

impl std::str::FromStr for PortApplicationNumber {
    type Err = FieldRule;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for PortApplicationNumber {
    type Error = FieldRule;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<PortApplicationNumber> for String {
    fn from(number: PortApplicationNumber) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::PortApplicationNumber;

    #[test]
    fn what_people_type_becomes_the_canonical_form() {
        for (input, expected) in [
            ("SO-03089-0", "SO-03089-0"),
            (" so-3089-2 ", "SO-03089-2"),
            ("ＳＯ－０３０８９－１", "SO-03089-1"),
            ("SO-03089", "SO-03089-0"),
            ("SO-123456-10", "SO-123456-10"),
        ] {
            let number = PortApplicationNumber::parse(input).unwrap();
            assert_eq!(number.to_string(), expected, "{input:?}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for input in [
            "",
            "SO-",
            "SO-0-0",
            "SO--1",
            "XX-03089-0",
            "SO-03089-0-1",
            "SO-+1-0",
            "SO-99999999999-0",
            "03089",
        ] {
            assert!(PortApplicationNumber::parse(input).is_err(), "{input:?}");
        }
    }
}
