//! `{{name}}` in a text becomes what it stands for.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use crate::asset::Asset;

/// What each placeholder stands for.
#[derive(Debug, Default)]
pub struct Placeholders(BTreeMap<String, String>);

impl Placeholders {
    /// Adds the address of `asset` as `{{name}}`, and its digest as `{{name_integrity}}`.
    pub fn add(&mut self, name: &str, asset: &Asset) {
        self.0.insert(name.to_owned(), asset.address());
        self.0
            .insert(format!("{name}_integrity"), asset.integrity());
    }

    /// Replaces every placeholder of `text`; an unknown one is an error.
    pub fn fill(&self, text: &str) -> Result<String> {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) = after
                .split_once("}}")
                .context("a placeholder does not end")?;
            let value = self
                .0
                .get(name.trim())
                .with_context(|| self.unknown(name))?;
            filled.push_str(before);
            filled.push_str(value);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    fn unknown(&self, name: &str) -> String {
        let known: Vec<&str> = self.0.keys().map(String::as_str).collect();
        format!(
            "nothing is known for the placeholder {{{{{name}}}}}; known: {}",
            known.join(", ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Placeholders {
        let mut placeholders = Placeholders::default();
        placeholders.add(
            "styles",
            &Asset::named("assets/styles.css", b"a{}".to_vec()),
        );
        placeholders
    }

    #[test]
    fn addresses_and_digests_are_filled_in() {
        let filled = known().fill("<link href={{styles}} integrity={{ styles_integrity }}>");
        let filled = filled.unwrap();
        assert!(
            filled.starts_with("<link href=/assets/styles.css integrity=sha384-"),
            "{filled}"
        );
        assert!(filled.ends_with('>'));
    }

    #[test]
    fn an_unknown_placeholder_is_an_error_that_names_the_known_ones() {
        let error = known().fill("{{style}}").unwrap_err().to_string();
        assert!(
            error.contains("{{style}}") && error.contains("styles_integrity"),
            "{error}"
        );
    }

    #[test]
    fn a_placeholder_without_end_is_an_error() {
        assert!(known().fill("a {{styles").is_err());
    }
}
