//! Searching by words: what is searched in and what is searched for take the same form, in
//! which width, case and the kind of kana make no difference.

/// The largest number of words that are searched for at once.
pub const MAX_WORDS: usize = 10;

/// The form in which texts are compared: NFKC, small letters, hiragana for katakana, one kind
/// of dash.
pub fn normalised(text: &str) -> String {
    let lower: String = crate::unicode::nfkc(text)
        .chars()
        .flat_map(char::to_lowercase)
        .collect();
    // Small letters may join with marks that their capitals stood beside.
    let mut folded = String::with_capacity(lower.len());
    let mut previous = ' ';
    for c in crate::unicode::nfkc(&lower).chars() {
        previous = fold(c, previous);
        folded.push(previous);
    }
    folded
}

/// The words of a query, which spaces of either width divide: normalised, at most [`MAX_WORDS`].
pub fn words(query: &str) -> Vec<String> {
    normalised(query)
        .split_whitespace()
        .take(MAX_WORDS)
        .map(str::to_owned)
        .collect()
}

/// The same form without hyphens: for texts full of numbers, which people write with hyphens or
/// without.
pub fn plain(text: &str) -> String {
    normalised(text).replace('-', "")
}

/// The words of a query for a text in the [`plain`] form, at most [`MAX_WORDS`].
pub fn plain_words(query: &str) -> Vec<String> {
    plain(query)
        .split_whitespace()
        .take(MAX_WORDS)
        .map(str::to_owned)
        .collect()
}

/// Whether each of `words` occurs in a text; both normalised.
pub fn matches(normalised_text: &str, words: &[String]) -> bool {
    words
        .iter()
        .all(|word| normalised_text.contains(word.as_str()))
}

/// `c` in its folded form; `previous` is what stands before it, folded.
fn fold(c: char, previous: char) -> char {
    match c {
        // ァ to ヶ and the iteration marks have their hiragana 0x60 before them.
        '\u{30A1}'..='\u{30F6}' | '\u{30FD}' | '\u{30FE}' => {
            char::from_u32(u32::from(c) - 0x60).unwrap_or(c)
        }
        // The long vowel mark is one behind kana only; elsewhere people mean a dash.
        'ー' if is_kana(previous) => c,
        'ー' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{2500}' => '-',
        _ => c,
    }
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309F}' | '\u{30F7}'..='\u{30FA}' | 'ー')
}
