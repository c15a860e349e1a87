//! `cargo xtask sbom`: the list of all crates that Minato is made of, in the form in which programs
//! compare such lists with known holes.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use super::unknown;

/// Which sources are known: another one could be somebody else's crate of the same name.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Prints the list.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<()> {
    if let Some(argument) = arguments.next()? {
        return unknown(argument);
    }
    let lock = fs::read_to_string("Cargo.lock").context("Cargo.lock")?;
    let list = document(&components(&lock)?);
    println!("{}", serde_json::to_string_pretty(&list)?);
    Ok(())
}

/// A crate of the lock file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Component {
    pub(crate) name: String,
    pub(crate) version: String,
    /// The SHA-256 of what was fetched; none for our own.
    pub(crate) checksum: Option<String>,
}

/// Every crate of the lock file. Whatever is not our own must come from crates.io, with its
/// checksum.
pub(crate) fn components(lock: &str) -> Result<Vec<Component>> {
    let mut components = Vec::new();
    for package in lock.split("[[package]]").skip(1) {
        let value = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(key));
            line.and_then(|rest| rest.strip_prefix(" = \"")?.strip_suffix('"'))
        };
        let name = value("name").context("a package without a name")?;
        let checksum = value("checksum");
        if let Some(source) = value("source") {
            ensure!(source == REGISTRY, "{name} comes from {source}");
            ensure!(checksum.is_some(), "{name} has no checksum");
        }
        components.push(Component {
            name: name.to_owned(),
            version: value("version").context(name.to_owned())?.to_owned(),
            checksum: checksum.map(str::to_owned),
        });
    }
    ensure!(!components.is_empty(), "the lock file names no package");
    Ok(components)
}

fn document(components: &[Component]) -> Value {
    let described = components.iter().map(|component| {
        let Component { name, version, .. } = component;
        let hashes: Vec<Value> = component
            .checksum
            .iter()
            .map(|content| json!({ "alg": "SHA-256", "content": content }))
            .collect();
        let purl = format!("pkg:cargo/{name}@{version}");
        json!({
            "type": "library", "bom-ref": purl, "purl": purl,
            "name": name, "version": version, "hashes": hashes,
        })
    });
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": {
            "type": "application", "name": "minato", "version": env!("CARGO_PKG_VERSION"),
        } },
        "components": described.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"adler2\"\nversion = \"2.0.1\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"320119579fcad9c2\"\n\n[[package]]\nname = \"minato-db\"\nversion = \"0.1.0\"\ndependencies = [\n \"adler2\",\n]\n";

    #[test]
    fn every_crate_of_the_lock_file_is_listed_with_its_checksum() {
        let list = document(&components(LOCK).unwrap());
        let all = list["components"].as_array().unwrap();
        assert_eq!(all.len(), 2);
        assert_eq!(all[0]["purl"], "pkg:cargo/adler2@2.0.1");
        assert_eq!(all[0]["hashes"][0]["content"], "320119579fcad9c2");
        assert_eq!(all[1]["hashes"].as_array().unwrap().len(), 0);
    }

    #[test]
    fn what_comes_from_elsewhere_or_without_a_checksum_is_refused() {
        let elsewhere = LOCK.replace("https://github.com/rust-lang/", "https://evil.example/");
        assert!(components(&elsewhere).is_err());
        let unchecked = LOCK.replace("checksum = \"320119579fcad9c2\"\n", "");
        assert!(components(&unchecked).is_err());
        assert!(components("version = 4\n").is_err());
    }

    #[test]
    fn the_lock_file_of_minato_is_whole() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.lock");
        let components = components(&fs::read_to_string(path).unwrap()).unwrap();
        assert!(components.len() > 200, "{}", components.len());
        assert!(components.iter().any(|c| c.name == "minato-server"));
    }
}
