use std::fmt;

use serde::{Deserialize, Serialize};

use super::SAMPLE_NAME;
use super::endings_near::{EndingItem, EndingKind, EndingsNear};

/// The reminder that programs one answers for, or their secrets, are about to end.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApiClientsEnding {
    /// The person who answers for them.
    pub name: String,
    /// What ends: programs and secrets.
    pub items: Vec<EndingItem>,
    /// How much more ends that is not told one by one.
    pub more: u32,
}

templates! {
    ApiClientsEnding {
        Ja => "api_clients_ending/ja/subject.txt", "api_clients_ending/ja/body.txt", "api_clients_ending/ja/body.html";
        En => "api_clients_ending/en/subject.txt", "api_clients_ending/en/body.txt", "api_clients_ending/en/body.html";
    }
}

impl ApiClientsEnding {
    /// Whether a program itself ends.
    pub(crate) fn has_client(&self) -> bool {
        self.has(EndingKind::ApiClient)
    }

    /// Whether a secret ends.
    pub(crate) fn has_secret(&self) -> bool {
        self.has(EndingKind::ApiClientSecret)
    }

    fn has(&self, kind: EndingKind) -> bool {
        self.items.iter().any(|item| item.kind == kind)
    }

    /// Examples: a program and a secret, a secret alone, more than are told one by one.
    pub(crate) fn samples() -> Vec<Self> {
        let [client, secret] = EndingsNear::sample_programs();
        let sample = |items, more| Self {
            name: SAMPLE_NAME.to_owned(),
            items,
            more,
        };
        vec![
            sample(vec![client.clone(), secret.clone()], 0),
            sample(vec![secret], 0),
            sample(vec![client], 2),
        ]
    }
}

/// Names are personal: they do not get into a log by accident.
impl fmt::Debug for ApiClientsEnding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiClientsEnding")
            .field("items", &self.items.len())
            .finish_non_exhaustive()
    }
}
