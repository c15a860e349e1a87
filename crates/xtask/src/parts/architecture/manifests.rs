//! What the manifests promise.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

/// The heading under which all dependencies stand with their versions.
const DEPENDENCIES: &str = "[workspace.dependencies]";

/// Dependencies without a word why, or that nobody uses, and crates that skip the lints.
pub(crate) fn findings() -> Result<Vec<String>> {
    let workspace = fs::read_to_string("Cargo.toml")?;
    let members = members()?;
    let dependencies = dependencies(&workspace);

    let mut findings: Vec<String> = dependencies
        .iter()
        .filter(|(_, line)| !line.contains('#') && !line.contains("path ="))
        .map(|(name, _)| format!("Cargo.toml: {name} does not say what it is for"))
        .collect();
    for (name, _) in &dependencies {
        if !members.iter().any(|(_, manifest)| uses(manifest, name)) {
            findings.push(format!("Cargo.toml: nobody uses {name}"));
        }
    }
    for (path, manifest) in &members {
        if !manifest.contains("[lints]\nworkspace = true") {
            findings.push(format!(
                "{} does not obey the lints of the workspace",
                path.display()
            ));
        }
    }
    Ok(findings)
}

/// The manifests of all members.
fn members() -> Result<Vec<(PathBuf, String)>> {
    let mut paths = vec![PathBuf::from("frontend/Cargo.toml")];
    for entry in fs::read_dir(Path::new("crates"))? {
        paths.push(entry?.path().join("Cargo.toml"));
    }
    paths.sort();
    paths
        .into_iter()
        .map(|path| Ok((path.clone(), fs::read_to_string(path)?)))
        .collect()
}

/// Names and lines of the workspace's dependencies.
fn dependencies(workspace: &str) -> Vec<(&str, &str)> {
    workspace
        .lines()
        .skip_while(|line| *line != DEPENDENCIES)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| Some((line.split_once(" = ")?.0, line)))
        .filter(|(name, _)| !name.starts_with('#'))
        .collect()
}

fn uses(manifest: &str, name: &str) -> bool {
    manifest.lines().any(|line| {
        line.strip_prefix(name).is_some_and(|rest| {
            rest.starts_with(".workspace") || rest.starts_with(" = { workspace = true")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_are_read_with_their_lines() {
        let workspace = "[workspace]\n[workspace.dependencies]\n# A group.\nserde = \"1\" # bodies\n\
                         sha2 = \"0.11\"\n\n[workspace.lints.rust]\nunsafe_code = \"forbid\"\n";
        let names: Vec<_> = dependencies(workspace)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names, ["serde", "sha2"]);
    }

    #[test]
    fn both_ways_of_using_a_dependency_are_seen() {
        assert!(uses("serde.workspace = true\n", "serde"));
        assert!(uses(
            "utoipa = { workspace = true, optional = true }\n",
            "utoipa"
        ));
        assert!(!uses("serde_json.workspace = true\n", "serde"));
    }
}
