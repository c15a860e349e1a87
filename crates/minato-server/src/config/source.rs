//! Where settings come from, before they mean anything.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::TimeDelta;

use super::ConfigError;
use super::error::env_name;

/// Every setting there is, as the file names it.
const KNOWN: &[&str] = &[
    "address_tries",
    "api_log_days",
    "client_calls",
    "audit_checkpoint_file",
    "audit_event_days",
    "audit_text_days",
    "config",
    "data_keys",
    "data_keys_file",
    "database_url",
    "demo",
    "drain_seconds",
    "listen",
    "log",
    "log_format",
    "mail_code_minutes",
    "mail_dir",
    "mail_from",
    "ops_listen",
    "password_iterations",
    "password_memory_kib",
    "password_reset_minutes",
    "port_business_days_before",
    "port_cut_off",
    "public_origin",
    "secret_key",
    "secret_key_file",
    "session_absolute_minutes",
    "session_idle_minutes",
    "smtp_url",
    "spa_dir",
    "trusted_proxies",
];

/// Settings by name, as text.
pub(crate) struct Source(BTreeMap<String, String>);

impl Source {
    /// The file that `MINATO_CONFIG` names, overlaid by the environment.
    pub(crate) fn load() -> Result<Self, ConfigError> {
        let mut values = BTreeMap::new();
        if let Ok(path) = std::env::var("MINATO_CONFIG") {
            let file = config::File::new(&path, config::FileFormat::Toml);
            values = config::Config::builder()
                .add_source(file)
                .build()?
                .try_deserialize()?;
        }
        for (name, value) in std::env::vars_os() {
            let Some(key) = name.to_str().and_then(key_of) else {
                continue;
            };
            let value = value.into_string();
            values.insert(
                key.clone(),
                value.map_err(|_| ConfigError::invalid(&key, "UTF-8"))?,
            );
        }
        match values.keys().find(|key| !KNOWN.contains(&key.as_str())) {
            Some(unknown) => Err(ConfigError::Unknown(env_name(unknown))),
            None => Ok(Self(values)),
        }
    }

    #[cfg(test)]
    pub(super) fn of(pairs: &[(&str, &str)]) -> Self {
        Self(
            pairs
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
                .collect(),
        )
    }

    pub(crate) fn optional(&self, key: &str) -> Option<String> {
        self.0.get(key).filter(|value| !value.is_empty()).cloned()
    }

    pub(crate) fn text(&self, key: &str, default: &str) -> String {
        self.optional(key).unwrap_or_else(|| default.to_owned())
    }

    pub(super) fn parsed<T: FromStr>(
        &self,
        key: &str,
        default: &str,
        expected: &str,
    ) -> Result<T, ConfigError> {
        self.text(key, default)
            .parse()
            .map_err(|_| ConfigError::invalid(key, expected))
    }

    /// Values between commas; none where the setting is not given.
    pub(super) fn list<T: FromStr>(
        &self,
        key: &str,
        expected: &str,
    ) -> Result<Vec<T>, ConfigError> {
        let text = self.text(key, "");
        let values = text.split(',').map(str::trim).filter(|v| !v.is_empty());
        values
            .map(str::parse)
            .collect::<Result<_, _>>()
            .map_err(|_| ConfigError::invalid(key, expected))
    }

    pub(super) fn flag(&self, key: &str) -> Result<Option<bool>, ConfigError> {
        self.optional(key)
            .map(|value| {
                value
                    .parse()
                    .map_err(|_| ConfigError::invalid(key, "true or false"))
            })
            .transpose()
    }

    pub(super) fn number<T>(
        &self,
        key: &str,
        default: T,
        range: RangeInclusive<T>,
    ) -> Result<T, ConfigError>
    where
        T: FromStr + PartialOrd + Display + Copy,
    {
        let expected = || format!("a number from {} to {}", range.start(), range.end());
        let value = match self.optional(key) {
            Some(text) => text
                .parse()
                .map_err(|_| ConfigError::invalid(key, &expected()))?,
            None => default,
        };
        if range.contains(&value) {
            Ok(value)
        } else {
            Err(ConfigError::invalid(key, &expected()))
        }
    }

    pub(super) fn minutes(
        &self,
        key: &str,
        default: i64,
        range: RangeInclusive<i64>,
    ) -> Result<TimeDelta, ConfigError> {
        self.number(key, default, range).map(TimeDelta::minutes)
    }
}

/// The setting that a variable of the environment gives, if it is one of ours.
fn key_of(name: &str) -> Option<String> {
    match name {
        "DATABASE_URL" => Some("database_url".to_owned()),
        // The tests have variables of their own.
        _ if name.starts_with("MINATO_TEST_") => None,
        _ => name.strip_prefix("MINATO_").map(str::to_lowercase),
    }
}
