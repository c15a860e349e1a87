//! One requirement, and what is claimed of it.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::entries::Entry;
use crate::evidence;

/// What can be claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Met,
    Partly,
    NotYet,
    NotApplicable,
    Deviates,
}

impl State {
    pub(super) const ALL: [Self; 5] = [
        Self::Met,
        Self::Partly,
        Self::NotYet,
        Self::NotApplicable,
        Self::Deviates,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Partly => "partly",
            Self::NotYet => "notYet",
            Self::NotApplicable => "notApplicable",
            Self::Deviates => "deviates",
        }
    }
}

/// A row of the register.
#[derive(Debug)]
pub(super) struct Requirement {
    pub(super) id: String,
    pub(super) level: u32,
    pub(super) state: State,
    evidence: Vec<String>,
    observes: Option<String>,
    reason: Option<String>,
    waits: Option<String>,
}

impl Requirement {
    /// Reads an entry of the file of a chapter, which is named like `v06`.
    pub(super) fn read(entry: &Entry, chapter: &str) -> Result<Self> {
        entry.only(&[
            "id", "level", "says", "state", "evidence", "observes", "reason", "waits",
        ])?;
        let id = entry.text("id")?;
        let number = id.trim_start_matches('V').split('.').next();
        let number: u32 = number.unwrap_or_default().parse().unwrap_or(0);
        ensure!(
            chapter == format!("v{number:02}"),
            "{id} belongs into another file"
        );
        // Nobody but readers needs it, but it must be there.
        entry.text("says")?;
        let state = entry.text("state")?;
        let known = State::ALL.into_iter().find(|known| known.name() == state);
        let Some(state) = known else {
            anyhow::bail!("{id}: there is no state {state}");
        };
        Ok(Self {
            id,
            level: entry.number("level")?,
            state,
            evidence: entry.list("evidence")?,
            observes: entry.optional("observes")?,
            reason: entry.optional("reason")?,
            waits: entry.optional("waits")?,
        })
    }

    /// What is wrong with this row.
    pub(super) fn findings(&self, root: &Path, parts: &[&str]) -> Vec<String> {
        let faults = self.evidence.iter();
        let mut findings: Vec<String> = faults
            .filter_map(|evidence| evidence::fault(root, evidence, parts))
            .collect();
        if self.state == State::Met {
            if !self.evidence.iter().any(|evidence| proves(evidence)) {
                findings.push("is met, but nothing proves it".to_owned());
            }
        } else if self.reason.is_none() {
            findings.push(format!("is {} without a reason", self.state.name()));
        }
        let documented = self.evidence.iter().any(|e| e.starts_with("doc:"));
        if self.state == State::Deviates && !documented {
            findings.push("deviates, but no document says what makes up for it".to_owned());
        }
        let tested = self.evidence.iter().any(|e| e.starts_with("test:"));
        if tested && self.observes.is_none() {
            findings.push("does not say what its test observes".to_owned());
        }
        if self.waits.is_some() && matches!(self.state, State::Met | State::NotApplicable) {
            findings.push(format!("is {}, but waits", self.state.name()));
        }
        findings
    }
}

/// Whether this is more than the name of a file.
fn proves(evidence: &str) -> bool {
    !evidence.starts_with("code:") || evidence.contains('#')
}
