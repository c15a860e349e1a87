//! Query strings, from the same types that the server reads.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;

use crate::ClientError;

/// The fields of `query` that are there, as `name=value`.
pub fn encoded(query: &impl Serialize) -> Result<String, ClientError> {
    let unexpected = ClientError::UnexpectedAnswer(0);
    let Ok(Value::Object(fields)) = serde_json::to_value(query) else {
        return Err(unexpected);
    };
    let mut text = String::new();
    for (name, value) in &fields {
        let value = match value {
            Value::Null => continue,
            Value::String(value) => percent_encoded(value),
            other => percent_encoded(&other.to_string()),
        };
        let divider = if text.is_empty() { "" } else { "&" };
        let _ = write!(text, "{divider}{name}={value}");
    }
    Ok(text)
}

/// A value as it may stand in a query: everything but the unreserved characters of RFC 3986
/// is written as bytes.
pub fn percent_encoded(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use minato_types::page::PageQuery;
    use minato_types::port_applications::ListPortApplicationsQuery;

    use super::encoded;

    #[test]
    fn what_is_not_asked_for_is_left_out() {
        assert_eq!(encoded(&ListPortApplicationsQuery::default()).unwrap(), "");
        let page = encoded(&PageQuery::default()).unwrap();
        assert_eq!(page, "page=1&pageSize=10");
    }

    #[test]
    fn words_and_spaces_arrive_as_they_were_typed() {
        let query = ListPortApplicationsQuery {
            q: Some("花子　SO&1".to_owned()),
            ..ListPortApplicationsQuery::default()
        };
        let expected = "q=%E8%8A%B1%E5%AD%90%E3%80%80SO%261";
        assert_eq!(encoded(&query).unwrap(), expected);
    }
}
