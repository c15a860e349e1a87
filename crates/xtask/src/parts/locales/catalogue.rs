//! All texts of one language.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::workspace::files_below;

/// The endings by which one text has several grammatical numbers.
const NUMBERS: &[&str] = &["_zero", "_one", "_two", "_few", "_many", "_other"];

/// Every text by its key: area, groups and name, divided by dots.
pub(crate) struct Catalogue(BTreeMap<String, String>);

impl Catalogue {
    /// Reads the files of a folder, one an area.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let mut texts = BTreeMap::new();
        for path in files_below(folder, "json")? {
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let json = serde_json::from_str(&fs::read_to_string(&path)?)
                .with_context(|| format!("{} is no JSON", path.display()))?;
            collect(&name, &json, &mut texts);
        }
        Ok(Self(texts))
    }

    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Keys that one language lacks, texts that are empty, and values that one text
    /// names and the other does not.
    pub(crate) fn differences(&self, other: &Self, [own, others]: [&str; 2]) -> Vec<String> {
        let mut findings = Vec::new();
        let keys: BTreeSet<&String> = self.0.keys().chain(other.0.keys()).collect();
        for key in keys {
            match (self.0.get(key), other.0.get(key)) {
                (Some(_), None) => findings.push(format!("{key} is missing in {others}")),
                (None, Some(_)) => findings.push(format!("{key} is missing in {own}")),
                (Some(a), Some(b)) if a.trim().is_empty() || b.trim().is_empty() => {
                    findings.push(format!("{key} is empty"));
                }
                (Some(a), Some(b)) if values(a) != values(b) => {
                    findings.push(format!(
                        "{key} names other values in {own} than in {others}"
                    ));
                }
                _ => {}
            }
        }
        findings
    }

    /// Keys that no source names.
    pub(crate) fn unused(&self, sources: &str) -> Vec<String> {
        let is_word = |character: char| character.is_alphanumeric() || character == '_';
        let words: BTreeSet<&str> = sources.split(|c| !is_word(c)).collect();
        let names = self.0.keys().filter(|key| !words.contains(name(key)));
        names.map(|key| format!("{key} is used nowhere")).collect()
    }
}

fn collect(key: &str, json: &Value, texts: &mut BTreeMap<String, String>) {
    match json {
        Value::Object(group) => {
            for (name, value) in group {
                collect(&format!("{key}.{name}"), value, texts);
            }
        }
        Value::String(text) => {
            texts.insert(key.to_owned(), text.clone());
        }
        other => {
            texts.insert(key.to_owned(), other.to_string());
        }
    }
}

/// The last word of a key, without the ending of a number.
fn name(key: &str) -> &str {
    let last = key.rsplit('.').next().unwrap_or(key);
    NUMBERS
        .iter()
        .find_map(|number| last.strip_suffix(number))
        .unwrap_or(last)
}

/// What stands between `{{` and `}}`, and the names of tags.
fn values(text: &str) -> BTreeSet<String> {
    let between = |open: &'static str, close: char| {
        text.split(open)
            .skip(1)
            .filter_map(move |rest| rest.split(close).next())
    };
    let trim = |part: &str| part.trim_matches(['{', '}', '/', ' ']).to_owned();
    between("{{", '}')
        .chain(between("<", '>'))
        .map(trim)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue(json: &Value) -> Catalogue {
        let mut texts = BTreeMap::new();
        collect("auth", json, &mut texts);
        Catalogue(texts)
    }

    #[test]
    fn differences_between_languages_are_found() {
        let ja = catalogue(&serde_json::json!({
            "title": "ログイン", "wait": "{{ count }}秒", "group": { "only": "こちら" }, "gone": ""
        }));
        let en = catalogue(&serde_json::json!({
            "title": "Sign in", "wait": "{{ seconds }} s", "gone": "x"
        }));
        assert_eq!(
            ja.differences(&en, ["ja", "en"]),
            [
                "auth.gone is empty",
                "auth.group.only is missing in en",
                "auth.wait names other values in ja than in en"
            ]
        );
        assert!(en.differences(&en, ["en", "en"]).is_empty());
    }

    #[test]
    fn a_text_that_no_source_names_is_found() {
        let words = catalogue(&serde_json::json!({
            "title": "Sign in", "attempts_one": "one", "attempts_other": "more", "titles": "x"
        }));
        let sources = "t!(i18n, auth.title) t!(i18n, auth.attempts, count = n)";
        assert_eq!(words.unused(sources), ["auth.titles is used nowhere"]);
    }
}
