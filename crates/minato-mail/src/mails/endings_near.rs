use std::fmt;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_NAME, sample_time};

/// The reminder for an admin of what is about to end at the company.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndingsNear {
    /// The admin.
    pub name: String,
    /// What ends, the first to end first.
    pub items: Vec<EndingItem>,
    /// How much more ends that is not told one by one.
    pub more: u32,
}

/// Something that is about to end.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndingItem {
    /// What it is.
    pub kind: EndingKind,
    /// Its name.
    pub name: String,
    /// What tells it from others of the name, such as an address; may be empty.
    pub detail: String,
    /// The last day (Japan time) on which it can be used.
    pub last_day: NaiveDate,
}

/// What can end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EndingKind {
    /// An account of a person.
    Account,
    /// A program of the member.
    ApiClient,
    /// A secret of such a program.
    ApiClientSecret,
}

impl EndingKind {
    pub(crate) const fn ja(self) -> &'static str {
        match self {
            Self::Account => "アカウント",
            Self::ApiClient => "APIクライアント",
            Self::ApiClientSecret => "APIクライアントのシークレット",
        }
    }

    pub(crate) const fn en(self) -> &'static str {
        match self {
            Self::Account => "Account",
            Self::ApiClient => "API client",
            Self::ApiClientSecret => "Secret of an API client",
        }
    }
}

templates! {
    EndingsNear {
        Ja => "endings_near/ja/subject.txt", "endings_near/ja/body.txt", "endings_near/ja/body.html";
        En => "endings_near/en/subject.txt", "endings_near/en/body.txt", "endings_near/en/body.html";
    }
}

impl EndingsNear {
    /// Whether a secret is told of, which cannot be extended.
    pub(crate) fn has_secret(&self) -> bool {
        let mut items = self.items.iter();
        items.any(|item| item.kind == EndingKind::ApiClientSecret)
    }

    /// Examples: one of each kind, and more than are told one by one.
    pub(crate) fn samples() -> Vec<Self> {
        let taro = sample_item(EndingKind::Account, "海野 太郎", "taro@example.jp", 7);
        let [client, secret] = Self::sample_programs();
        let sample = |items, more| Self {
            name: SAMPLE_NAME.to_owned(),
            items,
            more,
        };
        vec![
            sample(vec![taro.clone(), client, secret], 0),
            sample(vec![taro], 3),
        ]
    }

    /// A program and its secret.
    pub(super) fn sample_programs() -> [EndingItem; 2] {
        let (id, hint) = ("mc_x3Jr9QpLkzTn", "mc_x3Jr9QpLkzTn, …4kQz");
        [
            sample_item(EndingKind::ApiClient, "基幹システム", id, 30),
            sample_item(EndingKind::ApiClientSecret, "基幹システム", hint, 30),
        ]
    }
}

fn sample_item(kind: EndingKind, name: &str, detail: &str, days: u64) -> EndingItem {
    EndingItem {
        kind,
        name: name.to_owned(),
        detail: detail.to_owned(),
        last_day: sample_time().date_naive() + Days::new(days),
    }
}

/// Names and addresses are personal: they do not get into a log by accident.
impl fmt::Debug for EndingsNear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EndingsNear")
            .field("items", &self.items.len())
            .finish_non_exhaustive()
    }
}

/// The same.
impl fmt::Debug for EndingItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EndingItem")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}
