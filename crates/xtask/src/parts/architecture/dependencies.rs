//! Which crate must not know which other, however indirectly.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::command::{cargo, output};
use crate::wasm_toolchain::TARGET;

/// A crate, how it is compiled, and what must not be below it.
struct Forbidden {
    package: &'static str,
    arguments: &'static [&'static str],
    crates: &'static [&'static str],
}

const ALL_FEATURES: &[&str] = &["--all-features"];
const IN_BROWSERS: &[&str] = &["--target", TARGET];

const FORBIDDEN: &[Forbidden] = &[
    Forbidden {
        package: "minato-types",
        arguments: ALL_FEATURES,
        crates: &[
            "diesel",
            "actix-web",
            "tokio",
            "leptos",
            "reqwest",
            "regex",
            "lettre",
        ],
    },
    Forbidden {
        package: "minato-client",
        arguments: IN_BROWSERS,
        crates: &[
            "diesel",
            "actix-web",
            "tokio",
            "leptos",
            "reqwest",
            "minato-db",
        ],
    },
    Forbidden {
        package: "minato-client",
        arguments: &[],
        crates: &["diesel", "actix-web", "leptos", "minato-db"],
    },
    Forbidden {
        package: "minato-frontend",
        arguments: IN_BROWSERS,
        crates: &[
            "diesel",
            "actix-web",
            "tokio",
            "reqwest",
            "minato-db",
            "minato-mail",
        ],
    },
    Forbidden {
        package: "minato-mail",
        arguments: ALL_FEATURES,
        crates: &["diesel", "actix-web", "leptos", "minato-db"],
    },
    Forbidden {
        package: "minato-db",
        arguments: ALL_FEATURES,
        crates: &[
            "actix-web",
            "leptos",
            "lettre",
            "minato-mail",
            "minato-client",
        ],
    },
    Forbidden {
        package: "minato-server",
        arguments: ALL_FEATURES,
        // It calls nobody but its database and its mail server.
        crates: &["leptos", "wasm-bindgen", "reqwest", "hyper", "ureq"],
    },
    Forbidden {
        package: "xtask",
        arguments: &[],
        crates: &["wasm-bindgen-cli-support", "clap", "tokio", "minato-types"],
    },
];

/// Every crate that is where it must not be.
pub(crate) fn findings() -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for rule in FORBIDDEN {
        let below = below(rule)?;
        let found = rule.crates.iter().filter(|name| below.contains(**name));
        findings.extend(found.map(|name| {
            let how = rule.arguments.join(" ");
            format!(
                "{} reaches {name}: cargo tree -p {0} -i {name} {how}",
                rule.package
            )
        }));
    }
    Ok(findings)
}

fn below(rule: &Forbidden) -> Result<BTreeSet<String>> {
    let mut tree = cargo(["tree", "--package", rule.package, "--edges", "normal"]);
    let printed = output(tree.args(["--prefix", "none"]).args(rule.arguments))?;
    Ok(names(&printed))
}

fn names(tree: &str) -> BTreeSet<String> {
    tree.lines()
        .filter_map(|line| line.split(' ').next())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_from_a_tree() {
        let names = names("minato-types v0.1.0 (/x)\nserde v1.0.228\nserde v1.0.228 (*)\n");
        assert_eq!(
            names.into_iter().collect::<Vec<_>>(),
            ["minato-types", "serde"]
        );
    }

    #[test]
    fn what_is_below_a_crate_is_found_however_indirectly() {
        let rule = Forbidden {
            package: "bundle",
            arguments: &[],
            crates: &[],
        };
        assert!(below(&rule).unwrap().contains("wasm-bindgen-shared"));
    }
}
