//! Broken guards: changes that make the product unsafe, and the one test that must notice each.

mod place;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

pub(crate) use self::place::Place;
use crate::{entries, evidence};

/// Where they are listed.
const LIST: &str = "docs/security/mutations.toml";

/// A change that breaks a guard.
#[derive(Debug)]
pub(crate) struct Mutation {
    /// What is broken.
    pub(crate) name: String,
    /// The file that is changed.
    pub(crate) file: String,
    /// What stands there, once.
    find: String,
    /// What stands there instead.
    replace: String,
    /// The test that must fail, as `<file>::<name>`.
    pub(crate) test: String,
}

impl Mutation {
    /// The source with the guard broken; nothing if the place is not to be found for certain.
    pub(crate) fn apply(&self, source: &str) -> Option<String> {
        let once = source.matches(&self.find).count() == 1;
        (once && self.find != self.replace).then(|| source.replace(&self.find, &self.replace))
    }
}

/// Reads the list.
pub(crate) fn read(root: &Path) -> Result<Vec<Mutation>> {
    let text = fs::read_to_string(root.join(LIST)).context(LIST)?;
    parse(&text).context(LIST)
}

fn parse(text: &str) -> Result<Vec<Mutation>> {
    let entries = entries::parse(text, "mutation")?;
    let mutations = entries.iter().map(|entry| {
        entry.only(&["name", "file", "find", "replace", "test"])?;
        Ok(Mutation {
            name: entry.text("name")?,
            file: entry.text("file")?,
            find: entry.text("find")?,
            // Nothing is a change too.
            replace: entry.optional("replace")?.unwrap_or_default(),
            test: entry.text("test")?,
        })
    });
    mutations.collect()
}

/// What is wrong with the list: a place that is not there any more, or a test.
pub(crate) fn findings(root: &Path, mutations: &[Mutation]) -> Vec<String> {
    let mut findings = Vec::new();
    let mut names = BTreeSet::new();
    for mutation in mutations {
        let name = &mutation.name;
        if !names.insert(name) {
            findings.push(format!("the broken guard {name} stands there twice"));
        }
        let source = fs::read_to_string(root.join(&mutation.file)).unwrap_or_default();
        if mutation.apply(&source).is_none() {
            let file = &mutation.file;
            findings.push(format!("{name}: its place is not exactly once in {file}"));
        }
        if let Some(fault) = evidence::test_fault(root, &mutation.test) {
            findings.push(format!("{name}: {fault}"));
        } else if Place::of(&mutation.test).is_none() {
            findings.push(format!("{name}: {} cannot be run alone", mutation.test));
        }
    }
    if mutations.is_empty() {
        findings.push("no guard is broken".to_owned());
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "[[mutation]]\nname = \"a door\"\nfile = \"crates/a/src/lib.rs\"\nfind = \"closed\"\nreplace = \"open\"\ntest = \"crates/a/src/lib.rs::shut\"\n";

    fn found(list: &str, source: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("crates/a/src/lib.rs");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, source).unwrap();
        findings(folder.path(), &parse(list).unwrap())
    }

    #[test]
    fn a_place_must_be_there_once_and_so_must_the_test() {
        let source = "fn door() { closed() }\n#[test]\nfn shut() {}\n";
        assert_eq!(found(LIST, source), [""; 0]);
        for broken in [
            "fn door() {}\n#[test]\nfn shut() {}\n",
            "fn door() { closed(); closed() }\n#[test]\nfn shut() {}\n",
            "fn door() { closed() }\nfn shut() {}\n",
            "fn door() { closed() }\n#[test]\n#[ignore]\nfn shut() {}\n",
        ] {
            assert_eq!(found(LIST, broken).len(), 1, "{broken}");
        }
        assert_eq!(found(&LIST.repeat(2), source).len(), 1);
        assert_eq!(
            found(&LIST.replace("\"open\"", "\"closed\""), source).len(),
            1
        );
        assert_eq!(found("", source).len(), 1);
    }

    #[test]
    fn a_broken_guard_is_the_source_with_one_change() {
        let mutations = parse(LIST).unwrap();
        assert_eq!(mutations[0].apply("a closed door").unwrap(), "a open door");
    }
}
