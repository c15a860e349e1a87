//! Tests of the files in `locales`: what one language says, the other says too.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

/// Every text of a language by `area.key.key`.
fn texts(language: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("locales")
        .join(language);
    let mut texts = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let area = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let content: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        collect(&area, &content, &mut texts);
    }
    texts
}

fn collect(key: &str, value: &Value, texts: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(entries) => {
            for (name, value) in entries {
                collect(&format!("{key}.{name}"), value, texts);
            }
        }
        Value::String(text) => {
            texts.insert(key.to_owned(), text.clone());
        }
        _ => panic!("{key} is no text"),
    }
}

/// The placeholders of a text, sorted.
fn placeholders(text: &str) -> Vec<&str> {
    let parts = text.split("{{").skip(1);
    let mut names: Vec<_> = parts
        .filter_map(|part| Some(part.split_once("}}")?.0.trim()))
        .collect();
    names.sort_unstable();
    names
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_placeholders() {
    let (ja, en) = (texts("ja"), texts("en"));
    assert!(ja.len() > 100);
    assert_eq!(ja.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for (key, text) in &ja {
        assert_eq!(placeholders(text), placeholders(&en[key]), "{key}");
    }
}

#[test]
fn no_text_is_empty_and_english_texts_are_english() {
    let names = [
        "app.brandMark",
        "app.brandFull",
        "app.language.ja",
        "company.details.postalCode",
    ];
    for (key, text) in texts("ja").iter().chain(&texts("en")) {
        assert!(!text.trim().is_empty(), "{key}");
    }
    for (key, text) in texts("en")
        .iter()
        .filter(|(key, _)| !names.contains(&key.as_str()))
    {
        let japanese = text.chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c));
        assert!(!japanese, "{key}: {text}");
    }
}

#[test]
fn every_area_is_known_to_the_build_script() {
    let script = include_str!("../build.rs");
    for key in texts("ja").keys() {
        let area = key.split('.').next().unwrap();
        assert!(script.contains(&format!("\"{area}\"")), "{area}");
    }
}
