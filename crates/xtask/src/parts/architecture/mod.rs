//! The architecture as a test: see docs/ARCHITECTURE.md for the reasons.

mod dangers;
mod dependencies;
mod manifests;
mod migrations;
mod rooms;

use anyhow::{Result, bail};

/// One rule: what it says, and what breaks it.
type Rule = (&'static str, fn() -> Result<Vec<String>>);

const RULES: &[Rule] = &[
    (
        "no crate knows what it must not know",
        dependencies::findings,
    ),
    (
        "every dependency says what it is for, is used, and obeys the lints",
        manifests::findings,
    ),
    (
        "every migration exists for both databases, up and down",
        migrations::findings,
    ),
    (
        "nothing starts a program, and neither SQL nor markup is glued together",
        dangers::findings,
    ),
    ("no file has grown too large", rooms::findings),
];

/// Checks all rules and tells all that breaks them.
pub(crate) fn run() -> Result<()> {
    let mut broken = 0;
    for (says, findings) in RULES {
        let findings = findings()?;
        println!("{} {says}", if findings.is_empty() { "✓" } else { "✗" });
        for finding in &findings {
            println!("    {finding}");
        }
        broken += findings.len();
    }
    if broken > 0 {
        bail!("the architecture is broken in {broken} places");
    }
    Ok(())
}
