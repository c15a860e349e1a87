use std::path::PathBuf;

use super::source::Source;
use super::{ConfigError, SecretKey};

const EXPECTED: &str = "`name:key` pairs, divided by commas or lines, the active one first; a name is 1 to 32 \
                        letters, digits and hyphens and stands there once, a key is 32 random bytes as base64url";

/// The longest name of a key.
const MAX_NAME: usize = 32;

/// The keys that encrypt what is kept in the database and read again, by name: the first
/// encrypts, all of them decrypt. Without any, a key that is derived from the secret key does
/// both; it always decrypts.
#[derive(Debug, Clone, Default)]
pub struct DataKeys(Vec<(String, SecretKey)>);

impl DataKeys {
    /// From the setting, or from the key file.
    pub(super) fn load(source: &Source) -> Result<Self, ConfigError> {
        if let Some(text) = source.optional("data_keys") {
            return Self::parse(&text).ok_or_else(|| ConfigError::invalid("data_keys", EXPECTED));
        }
        let Some(path) = source.optional("data_keys_file").map(PathBuf::from) else {
            return Ok(Self::default());
        };
        let text = std::fs::read_to_string(&path).map_err(|source| ConfigError::KeyFile {
            path: path.display().to_string(),
            source,
        })?;
        Self::parse(&text).ok_or_else(|| ConfigError::invalid("data_keys_file", EXPECTED))
    }

    /// `name:key` pairs, divided by commas or white space; `None` if it is not that.
    pub fn parse(text: &str) -> Option<Self> {
        let mut keys: Vec<(String, SecretKey)> = Vec::new();
        let divides = |c: char| c == ',' || c.is_whitespace();
        for pair in text.split(divides).filter(|pair| !pair.is_empty()) {
            let (name, key) = pair.split_once(':')?;
            if !is_name(name) || keys.iter().any(|(known, _)| known == name) {
                return None;
            }
            keys.push((name.to_owned(), SecretKey::parse(key)?));
        }
        (!keys.is_empty()).then_some(Self(keys))
    }

    /// The keys with their names, the active one first.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &SecretKey)> {
        self.0.iter().map(|(name, key)| (name.as_str(), key))
    }
}

fn is_name(text: &str) -> bool {
    (1..=MAX_NAME).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const B: &str = "BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU";

    fn names(text: &str) -> Option<Vec<String>> {
        let keys = DataKeys::parse(text)?;
        Some(keys.iter().map(|(name, _)| name.to_owned()).collect())
    }

    #[test]
    fn the_first_of_the_keys_is_the_active_one() {
        let expected = ["2027-b", "2026-a"].map(str::to_owned).to_vec();
        for text in [
            format!("2027-b:{A},2026-a:{B}"),
            format!("2027-b:{A}\n2026-a:{B}\n"),
            format!(" 2027-b:{A} , 2026-a:{B}= "),
        ] {
            assert_eq!(names(&text), Some(expected.clone()), "{text}");
        }
    }

    #[test]
    fn what_is_no_list_of_keys_is_refused() {
        for text in [
            String::new(),
            ",".to_owned(),
            A.to_owned(),
            format!(":{A}"),
            "a:short".to_owned(),
            format!("a.b:{A}"),
            format!("a_b:{A}"),
            format!("{}:{A}", "a".repeat(33)),
            format!("a:{A},a:{B}"),
        ] {
            assert_eq!(names(&text), None, "{text}");
        }
    }

    #[test]
    fn no_key_gets_into_a_log() {
        let keys = DataKeys::parse(&format!("a:{B}")).unwrap();
        assert!(!format!("{keys:?}").contains("BQUF"));
    }
}
