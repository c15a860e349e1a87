//! The register of security: every requirement of OWASP ASVS 5.0.0, whether it is met, and by
//! which test one sees it. See docs/security/register/README.md.

mod requirement;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use self::requirement::{Requirement, State};
use crate::entries;
use crate::mutations;
use crate::workspace::files_below;

/// Where the register lies: one file for each chapter.
const REGISTER: &str = "docs/security/register";

/// The ids and levels of all requirements there are.
const INVENTORY: &str = "docs/security/register/inventory.csv";

/// Checks the register, and the list of guards that are broken to see whether a test notices.
pub(crate) fn run() -> Result<()> {
    let names: Vec<&str> = super::PARTS.iter().map(|part| part.name).collect();
    let register = Register::read(Path::new("."))?;
    let mut findings = register.findings(Path::new("."), &names);
    print!("{}", register.counts());
    let mutations = mutations::read(Path::new("."))?;
    findings.extend(mutations::findings(Path::new("."), &mutations));
    println!("{} guards can be broken by name", mutations.len());
    if findings.is_empty() {
        return Ok(());
    }
    bail!(
        "the register is wrong in {} places:\n  {}",
        findings.len(),
        findings.join("\n  ")
    )
}

/// All that is known of the requirements.
struct Register {
    inventory: BTreeMap<String, u32>,
    requirements: Vec<Requirement>,
    broken: Vec<String>,
}

impl Register {
    fn read(root: &Path) -> Result<Self> {
        let mut register = Self {
            inventory: inventory(&fs::read_to_string(root.join(INVENTORY))?)?,
            requirements: Vec::new(),
            broken: Vec::new(),
        };
        for path in files_below(&root.join(REGISTER), "toml")? {
            let chapter = path.file_stem().unwrap_or_default().to_string_lossy();
            let text = fs::read_to_string(&path)?;
            let entries =
                entries::parse(&text, "requirement").with_context(|| path.display().to_string())?;
            for entry in &entries {
                match Requirement::read(entry, &chapter) {
                    Ok(requirement) => register.requirements.push(requirement),
                    Err(error) => register.broken.push(format!("{chapter}: {error:#}")),
                }
            }
        }
        Ok(register)
    }

    /// Everything that is wrong.
    fn findings(&self, root: &Path, parts: &[&str]) -> Vec<String> {
        let mut findings = self.broken.clone();
        let mut seen = BTreeSet::new();
        for requirement in &self.requirements {
            let id = &requirement.id;
            if !seen.insert(id.as_str()) {
                findings.push(format!("{id} stands there twice"));
            }
            match self.inventory.get(id) {
                None => findings.push(format!("{id} is no requirement")),
                Some(level) if *level != requirement.level => {
                    findings.push(format!("{id} is of level {level}"));
                }
                Some(_) => {}
            }
            let own = requirement.findings(root, parts);
            findings.extend(own.into_iter().map(|finding| format!("{id}: {finding}")));
        }
        for id in self.inventory.keys() {
            if !seen.contains(id.as_str()) {
                findings.push(format!("{id} is missing"));
            }
        }
        findings
    }

    /// How many requirements of each level are in which state.
    fn counts(&self) -> String {
        let mut table = format!("{:<9}", "");
        for state in State::ALL {
            let _ = write!(table, "{:>15}", state.name());
        }
        table.push_str("            all\n");
        for level in 1..=3 {
            let of_level = || self.requirements.iter().filter(|r| r.level == level);
            let _ = write!(table, "level {level}  ");
            for state in State::ALL {
                let _ = write!(
                    table,
                    "{:>15}",
                    of_level().filter(|r| r.state == state).count()
                );
            }
            let _ = writeln!(table, "{:>15}", of_level().count());
        }
        table
    }
}

fn inventory(text: &str) -> Result<BTreeMap<String, u32>> {
    let mut inventory = BTreeMap::new();
    for line in text.lines().skip(1) {
        let (id, level) = line.split_once(',').with_context(|| line.to_owned())?;
        let before = inventory.insert(id.to_owned(), level.parse()?);
        if before.is_some() {
            bail!("{id} stands twice in {INVENTORY}");
        }
    }
    if inventory.is_empty() {
        bail!("{INVENTORY} is empty");
    }
    Ok(inventory)
}
