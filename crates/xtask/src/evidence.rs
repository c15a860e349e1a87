//! Whether what is named as evidence is there: a test that runs, a heading, a text in a file.
//!
//! - `test:<file>::<name>`: a test of Rust or of the browser that is not skipped;
//! - `doc:<file>#<heading>`: a heading, as a link names it;
//! - `code:<file>` or `code:<file>#<text>`: a file, and a text that stands in it;
//! - `check:<part>`: a part of `cargo xtask test`.

use std::fs;
use std::path::Path;

/// Attacks are ignored among the other tests, and run by the part `campaigns`.
const CAMPAIGNS: &str = "crates/minato-server/tests/api/campaigns/";

/// What is wrong with a piece of evidence, if anything is. `parts` are those of
/// `cargo xtask test`.
pub(crate) fn fault(root: &Path, evidence: &str, parts: &[&str]) -> Option<String> {
    let (kind, what) = evidence.split_once(':').unwrap_or(("", evidence));
    match kind {
        "test" => test_fault(root, what),
        "doc" => heading_fault(root, what),
        "code" => text_fault(root, what),
        "check" if parts.contains(&what) => None,
        "check" => Some(format!("there is no part {what}")),
        _ => Some(format!(
            "{evidence} begins with none of test:, doc:, code:, check:"
        )),
    }
}

/// What is wrong with a test that is named as `<file>::<name>`.
pub(crate) fn test_fault(root: &Path, what: &str) -> Option<String> {
    let Some((file, name)) = what.split_once("::") else {
        return Some(format!("{what} is not <file>::<test>"));
    };
    let Ok(source) = fs::read_to_string(root.join(file)) else {
        return Some(format!("there is no file {file}"));
    };
    let found = if Path::new(file).extension().is_some_and(|e| e == "mjs") {
        browser_test(&source, name)
    } else if is_reached(root, Path::new(file)) {
        rust_test(&source, name)
    } else {
        return Some(format!(
            "{file} is no module of its crate: its tests never run"
        ));
    };
    match found {
        Found::Runs => None,
        Found::Ignored if file.starts_with(CAMPAIGNS) => None,
        Found::Ignored => Some(format!("{what} is skipped")),
        Found::Missing => Some(format!("there is no test {what}")),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Missing,
    Ignored,
    Runs,
}

/// A function with an attribute of a test above it.
fn rust_test(source: &str, name: &str) -> Found {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let begin = [format!("fn {name}("), format!("async fn {name}(")];
    for (place, line) in lines.iter().enumerate() {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        if !begin.iter().any(|begin| line.starts_with(begin)) {
            continue;
        }
        let above = lines.iter().take(place).rev();
        let attributes: Vec<_> = above.take_while(|line| line.starts_with("#[")).collect();
        let is_test = |line: &&&str| {
            **line == "#[test]" || line.ends_with("::test]") || line.contains("::test(")
        };
        if !attributes.iter().any(is_test) {
            continue;
        }
        let ignored = attributes.iter().any(|line| line.starts_with("#[ignore"));
        return if ignored { Found::Ignored } else { Found::Runs };
    }
    Found::Missing
}

/// A call of `test` with this name; a name with parts that vary is named without them.
fn browser_test(source: &str, name: &str) -> Found {
    for line in source.lines().map(str::trim) {
        for (call, found) in [
            ("test(", Found::Runs),
            ("test.only(", Found::Runs),
            ("test.skip(", Found::Ignored),
            ("test.todo(", Found::Ignored),
        ] {
            let Some(rest) = line.strip_prefix(call) else {
                continue;
            };
            let Some(quote) = rest.chars().next().filter(|c| "'\"`".contains(*c)) else {
                continue;
            };
            let named = rest.trim_start_matches(quote);
            let Some(after) = named.strip_prefix(name) else {
                continue;
            };
            let ends = after.starts_with(quote) || after.starts_with(" (${");
            if ends {
                let skipped = after.contains("skip:") || after.contains("todo:");
                return if skipped { Found::Ignored } else { found };
            }
        }
    }
    Found::Missing
}

/// Whether the module above says `mod` of this file.
fn is_reached(root: &Path, file: &Path) -> bool {
    let (Some(stem), Some(folder)) = (file.file_stem(), file.parent()) else {
        return false;
    };
    let (stem, folder_name) = (stem.to_string_lossy(), folder.file_name());
    if matches!(&*stem, "main" | "lib") || folder_name.is_some_and(|name| name == "tests") {
        return true;
    }
    let (name, above) = if stem == "mod" {
        let name = folder_name.unwrap_or_default().to_string_lossy();
        (name, folder.parent().unwrap_or(folder))
    } else {
        (stem, folder)
    };
    let modules = ["mod.rs", "main.rs", "lib.rs"].map(|file| above.join(file));
    let says = format!("mod {name};");
    modules
        .iter()
        .chain([&above.with_extension("rs")])
        .filter_map(|path| fs::read_to_string(root.join(path)).ok())
        .any(|source| source.lines().any(|line| line.trim().ends_with(&says)))
}

fn heading_fault(root: &Path, what: &str) -> Option<String> {
    let Some((file, heading)) = what.split_once('#') else {
        return Some(format!("{what} is not <file>#<heading>"));
    };
    let Ok(text) = fs::read_to_string(root.join(file)) else {
        return Some(format!("there is no file {file}"));
    };
    let mut headings = text.lines().filter(|line| line.starts_with('#'));
    if headings.any(|line| anchor(line.trim_start_matches('#').trim()) == heading) {
        None
    } else {
        Some(format!("{file} has no heading #{heading}"))
    }
}

/// A heading as a link names it.
fn anchor(heading: &str) -> String {
    let kept = heading
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

fn text_fault(root: &Path, what: &str) -> Option<String> {
    let (file, wanted) = what.split_once('#').unwrap_or((what, ""));
    match fs::read_to_string(root.join(file)) {
        Err(_) => Some(format!("there is no file {file}")),
        Ok(text) if text.contains(wanted) => None,
        Ok(_) => Some(format!("{file} does not say {wanted}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_a_function_with_its_attribute() {
        let source = "#[test]\nfn plain() {}\n#[actix_web::test]\n#[ignore = \"slow\"]\nasync fn slow() {}\nfn helper() {}\n    #[tokio::test(flavor = \"x\")]\n    async fn inner() {}\n// #[test]\nfn remark() {}\n";
        assert_eq!(rust_test(source, "plain"), Found::Runs);
        assert_eq!(rust_test(source, "inner"), Found::Runs);
        assert_eq!(rust_test(source, "slow"), Found::Ignored);
        for none in ["helper", "plai", "remark", "nothing"] {
            assert_eq!(rust_test(source, none), Found::Missing, "{none}");
        }
    }

    #[test]
    fn a_browser_test_is_a_call_with_its_name() {
        let source = "test('one thing', async () => {\n  test(`many things (${language})`, () =>\ntest.skip('not now', () => {\ntest('nor this', { skip: true }, () => {\n// test('a remark')\n";
        assert_eq!(browser_test(source, "one thing"), Found::Runs);
        assert_eq!(browser_test(source, "many things"), Found::Runs);
        assert_eq!(browser_test(source, "not now"), Found::Ignored);
        assert_eq!(browser_test(source, "nor this"), Found::Ignored);
        for none in ["one", "a remark", "things"] {
            assert_eq!(browser_test(source, none), Found::Missing, "{none}");
        }
    }

    #[test]
    fn a_heading_is_named_as_a_link_names_it() {
        assert_eq!(
            anchor("Whose address? (`X`), and why"),
            "whose-address-x-and-why"
        );
    }

    #[test]
    fn evidence_that_is_not_there_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("crates/a/src/lib.rs", "mod b;\n#[test]\nfn there() {}\n");
        write(
            "crates/a/src/b.rs",
            "#[test]\nfn below() {}\n#[test]\n#[ignore]\nfn later() {}\n",
        );
        write("crates/a/src/lost.rs", "#[test]\nfn lost() {}\n");
        write("docs/A.md", "# Title\n\n## One thing\nforbid\n");
        write(
            "crates/minato-server/tests/api/campaigns/mod.rs",
            "mod attack;",
        );
        write("crates/minato-server/tests/api/main.rs", "mod campaigns;");
        write(
            "crates/minato-server/tests/api/campaigns/attack.rs",
            "#[test]\n#[ignore = \"a campaign\"]\nfn attack() {}\n",
        );
        let fault = |evidence: &str| fault(folder.path(), evidence, &["fmt"]);
        for sound in [
            "test:crates/a/src/lib.rs::there",
            "test:crates/a/src/b.rs::below",
            "test:crates/minato-server/tests/api/campaigns/attack.rs::attack",
            "doc:docs/A.md#one-thing",
            "code:docs/A.md",
            "code:docs/A.md#forbid",
            "check:fmt",
        ] {
            assert_eq!(fault(sound), None, "{sound}");
        }
        for broken in [
            "test:crates/a/src/b.rs::later",
            "test:crates/a/src/lost.rs::lost",
            "test:crates/a/src/lib.rs::gone",
            "test:crates/a/src/none.rs::there",
            "test:there",
            "doc:docs/A.md#another-thing",
            "doc:docs/A.md",
            "doc:docs/B.md#one-thing",
            "code:docs/B.md",
            "code:docs/A.md#allow",
            "check:nothing",
            "belief:everybody says so",
            "nothing",
        ] {
            assert!(fault(broken).is_some(), "{broken}");
        }
    }
}
