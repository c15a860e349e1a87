use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_NAME, sample_time};

/// The notice that everything an operator proves himself by was taken away.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatorReset {
    /// The operator.
    pub name: String,
    /// When it was.
    pub reset_at: DateTime<Utc>,
}

templates! {
    OperatorReset {
        Ja => "operator_reset/ja/subject.txt", "operator_reset/ja/body.txt", "operator_reset/ja/body.html";
        En => "operator_reset/en/subject.txt", "operator_reset/en/body.txt", "operator_reset/en/body.html";
    }
}

impl OperatorReset {
    /// An example.
    pub(crate) fn samples() -> Vec<Self> {
        vec![Self {
            name: SAMPLE_NAME.to_owned(),
            reset_at: sample_time(),
        }]
    }
}

/// The name is personal: it does not get into a log by accident.
impl fmt::Debug for OperatorReset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OperatorReset")
            .field("reset_at", &self.reset_at)
            .finish_non_exhaustive()
    }
}
