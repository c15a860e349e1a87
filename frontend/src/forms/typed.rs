//! What was typed, as it is sent.

use minato_types::values::parse_day;

/// What stands in a field that may stay empty.
pub(super) fn given(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A day as it was understood, or as it was typed: then it is told to be none.
pub(super) fn day_to_send(text: &str) -> String {
    parse_day(text).map_or_else(|_| text.to_owned(), |day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_sent_as_they_were_understood() {
        assert_eq!(day_to_send("２０２６年９月２４日"), "2026-09-24");
        assert_eq!(day_to_send("tomorrow"), "tomorrow");
    }

    #[test]
    fn spaces_are_nothing() {
        assert_eq!(given(" \u{3000}"), None);
        assert_eq!(given(" 東京 "), Some("東京".into()));
    }
}
