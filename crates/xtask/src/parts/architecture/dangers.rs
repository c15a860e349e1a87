//! What the product does not do at all: no shell, no SQL that is glued together, no markup and no
//! program made of text, nothing of a person in the browser's storage.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::workspace::files_below;

/// What a source must not contain, and where.
const NEVER: &[(&str, &[&str])] = &[
    ("crates/minato-server/src", PROGRAMS),
    ("crates/minato-db/src", PROGRAMS),
    ("crates/minato-mail/src", PROGRAMS),
    ("crates/minato-types/src", PROGRAMS),
    ("frontend/src", MARKUP),
    ("frontend/loader.js", MARKUP),
    ("frontend/src", STORAGE),
];

/// The one place that keeps something in the browser: the language that was chosen.
const KEEPS_THE_LANGUAGE: &str = "frontend/src/language.rs";

const STORAGE: &[&str] = &[
    "local_storage",
    "session_storage",
    "localStorage",
    "sessionStorage",
    "indexed_db",
    "set_cookie",
    "CacheStorage",
];

const PROGRAMS: &[&str] = &[
    "process::Command",
    "Command::new(",
    "sql_query(format!",
    "sql_query(&format!",
    "dangerous()",
    "danger_accept_invalid",
];

const MARKUP: &[&str] = &[
    "inner_html",
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "eval(",
    "new Function",
    "Function::new_with_args",
    "addEventListener('message'",
    "addEventListener(\"message\"",
    "add_event_listener_with_callback(\"message\"",
    "onmessage",
    "ev::message",
];

/// Every dangerous word, with its file.
pub(crate) fn findings() -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for (place, words) in NEVER {
        let place = Path::new(place);
        let files = if place.is_dir() {
            files_below(place, "rs")?
        } else {
            vec![place.to_owned()]
        };
        for file in files {
            if *words == STORAGE && file == Path::new(KEEPS_THE_LANGUAGE) {
                continue;
            }
            let source = fs::read_to_string(&file)?;
            let found = dangerous(&source, words);
            findings.extend(found.map(|word| format!("{} has {word}", file.display())));
        }
    }
    Ok(findings)
}

/// The words that stand in the code; what remarks say does not matter.
fn dangerous<'a>(source: &str, words: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let code: Vec<&str> = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let code = code.join("\n");
    words
        .iter()
        .copied()
        .filter(move |word| code.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dangerous_word_in_the_code_is_found() {
        let source = "// std::process::Command\nlet rows = sql_query(format!(\"{name}\"));\n";
        let found: Vec<_> = dangerous(source, PROGRAMS).collect();
        assert_eq!(found, ["sql_query(format!"]);
        assert_eq!(dangerous("el.set_inner_html(text)", MARKUP).count(), 1);
        assert_eq!(dangerous("let medieval = 1;", MARKUP).count(), 0);
    }
}
