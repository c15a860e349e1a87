//! What stands in the query of an address.

/// The query of an address, as it is written there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query(String);

impl Query {
    /// The query that is written as `text`, without its `?`.
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The value of a name; the last one, if there are several.
    pub fn get(&self, name: &str) -> Option<String> {
        let mut pairs = self.0.rsplit('&');
        let value = pairs.find_map(|pair| {
            let (given, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(given).as_deref() == Some(name)).then_some(value)
        });
        value.and_then(decoded)
    }
}

/// A part of a query as it was meant; `None` if its bytes are no text.
fn decoded(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let escaped = others.get(..2).filter(|_| *first == b'%').and_then(byte);
        bytes.push(match first {
            b'+' => b' ',
            first => escaped.unwrap_or(*first),
        });
        rest = match escaped {
            Some(_) => others.get(2..).unwrap_or_default(),
            None => others,
        };
    }
    String::from_utf8(bytes).ok()
}

/// The byte that two hexadecimal digits stand for.
fn byte(digits: &[u8]) -> Option<u8> {
    let all_digits = digits.iter().all(u8::is_ascii_hexdigit);
    let digits = std::str::from_utf8(digits).ok().filter(|_| all_digits)?;
    u8::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use minato_client::query::percent_encoded;

    use super::Query;

    #[test]
    fn what_was_typed_comes_back_as_it_was_typed() {
        for typed in [
            "花子　SO-1",
            "100%25",
            "a&b=c#d?e",
            "+81 3",
            "%",
            "%e",
            "😀",
        ] {
            let query = Query::new(&format!("page=2&q={}&sort=number", percent_encoded(typed)));
            assert_eq!(query.get("q").as_deref(), Some(typed));
            assert_eq!(query.get("page").as_deref(), Some("2"));
        }
    }

    #[test]
    fn what_others_have_written_is_understood_too() {
        let query = Query::new("q=a+b&empty=&bare&q=last&broken=%FF&sign=5%");
        assert_eq!(query.get("q").as_deref(), Some("last"));
        assert_eq!(query.get("empty").as_deref(), Some(""));
        assert_eq!(query.get("bare").as_deref(), Some(""));
        assert_eq!(query.get("sign").as_deref(), Some("5%"));
        assert_eq!(query.get("broken"), None);
        assert_eq!(query.get("none"), None);
        assert_eq!(Query::default().get("q"), None);
    }
}
