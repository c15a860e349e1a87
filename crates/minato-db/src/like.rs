//! Looking for a word inside a text column.

/// What takes the meaning from `%`, `_` and itself in a pattern.
pub(crate) const ESCAPE: char = '\\';

/// The pattern of texts that contain `word`, for `LIKE ... ESCAPE` with [`ESCAPE`].
pub(crate) fn containing(word: &str) -> String {
    let mut pattern = String::with_capacity(word.len() + 2);
    pattern.push('%');
    for c in word.chars() {
        if matches!(c, '%' | '_' | ESCAPE) {
            pattern.push(ESCAPE);
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::containing;

    #[test]
    fn what_has_a_meaning_in_a_pattern_is_looked_for_as_it_stands() {
        assert_eq!(containing("港"), "%港%");
        assert_eq!(containing(r"100%_\"), r"%100\%\_\\%");
    }
}
