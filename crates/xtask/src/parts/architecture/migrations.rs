//! Two databases, one history.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

const DATABASES: [&str; 2] = ["sqlite", "postgres"];

/// Migrations that one database lacks, or that have only one direction.
pub(crate) fn findings() -> Result<Vec<String>> {
    findings_below(Path::new("migrations"))
}

fn findings_below(folder: &Path) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    let [sqlite, postgres] = DATABASES.map(|database| names(&folder.join(database)));
    for name in sqlite?.union(&postgres?) {
        for database in DATABASES {
            for direction in ["up.sql", "down.sql"] {
                let path = folder.join(database).join(name).join(direction);
                let text = fs::read_to_string(&path).unwrap_or_default();
                if text.trim().is_empty() {
                    findings.push(format!("{} is missing or empty", path.display()));
                }
            }
        }
    }
    Ok(findings)
}

fn names(folder: &Path) -> Result<BTreeSet<String>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let folders = entries.flatten().filter(|entry| entry.path().is_dir());
    Ok(folders
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_migration_of_one_database_alone_is_found() {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in [
            ("sqlite/1_members/up.sql", "create"),
            ("sqlite/1_members/down.sql", "drop"),
            ("postgres/1_members/up.sql", "create"),
            ("postgres/1_members/down.sql", " \n"),
            ("postgres/2_accounts/up.sql", "create"),
            ("postgres/2_accounts/down.sql", "drop"),
        ] {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let findings = findings_below(root.path()).unwrap().join("\n");
        assert_eq!(findings.lines().count(), 3, "{findings}");
        assert!(findings.contains("postgres/1_members/down.sql"));
        assert!(findings.contains("sqlite/2_accounts/up.sql"));
    }
}
