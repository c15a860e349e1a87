/// What is wrong with the settings.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A setting has a value that it cannot have.
    #[error("{name} must be {expected}")]
    Invalid {
        /// The setting, as the environment names it.
        name: String,
        /// What it must be.
        expected: String,
    },
    /// A setting that must be given is not there.
    #[error("{name} must be set: {expected}")]
    Missing {
        /// The setting, as the environment names it.
        name: String,
        /// What it must be.
        expected: String,
    },
    /// Nobody knows this setting.
    #[error("unknown setting {0}; `.env.sample` lists all that exist")]
    Unknown(String),
    /// The settings file cannot be read.
    #[error("the settings file cannot be read: {0}")]
    File(#[from] config::ConfigError),
    /// The key file cannot be read or written.
    #[error("the key file {path} cannot be used: {source}")]
    KeyFile {
        /// Which file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

impl ConfigError {
    pub(crate) fn invalid(key: &str, expected: &str) -> Self {
        Self::Invalid {
            name: env_name(key),
            expected: expected.to_owned(),
        }
    }

    pub(super) fn missing(key: &str, expected: &str) -> Self {
        Self::Missing {
            name: env_name(key),
            expected: expected.to_owned(),
        }
    }
}

/// The name of a setting in the environment.
pub(super) fn env_name(key: &str) -> String {
    match key {
        "database_url" => "DATABASE_URL".to_owned(),
        other => format!("MINATO_{}", other.to_uppercase()),
    }
}
