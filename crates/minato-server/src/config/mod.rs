//! Settings: from the environment, then from the file that `MINATO_CONFIG` names, then
//! defaults. All are checked at start; every fault names the setting and what it must be.

mod data_keys;
mod error;
mod secret_key;
mod source;

use std::net::SocketAddr;
use std::path::PathBuf;

use chrono::TimeDelta;
use ipnet::IpNet;
use minato_types::rules::deadline::DeadlineRule;
use secrecy::SecretString;

pub use data_keys::DataKeys;
pub use error::ConfigError;
pub use secret_key::SecretKey;
pub(crate) use secret_key::hmac;
use source::Source;

/// Everything that can be set.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the database is: `sqlite://path` or `postgres://...`.
    pub database_url: SecretString,
    /// The origin by which browsers reach us; links in mails are built from it alone.
    pub public_origin: String,
    /// Where the API and the pages are served.
    pub listen: SocketAddr,
    /// Where `/livez`, `/readyz` and `/metrics` are served.
    pub ops_listen: SocketAddr,
    /// The folder of the built pages.
    pub spa_dir: PathBuf,
    /// How mails leave.
    pub mail: MailSettings,
    /// Demo data, a local mailbox page, loopback only.
    pub demo: bool,
    /// The key from which all other keys are derived.
    pub secret_key: SecretKey,
    /// The keys that encrypt what is kept and read again, where they are set.
    pub data_keys: DataKeys,
    /// Lifetimes of sessions, codes and links.
    pub lifetimes: Lifetimes,
    /// The networks of the proxies in front, which are believed whom they have a request from.
    pub trusted_proxies: Vec<IpNet>,
    /// How many tries of credentials that are not right come from one part of the network within
    /// ten minutes.
    pub address_tries: i64,
    /// How many calls a program has in a minute.
    pub client_calls: i64,
    /// For how many days the log of programs' calls is kept.
    pub api_log_days: i64,
    /// What hashing a password costs.
    pub password_cost: PasswordCost,
    /// Until when applications for ports are accepted.
    pub port_deadline: DeadlineRule,
    /// How long the audit trail is kept, and where its checkpoints go.
    pub audit: AuditSettings,
    /// How long the server stays up unready before it stops.
    pub drain: std::time::Duration,
    /// What is logged, and how.
    pub log: LogSettings,
}

/// What is logged, and how.
#[derive(Debug, Clone)]
pub struct LogSettings {
    /// Which events, such as `info` or `minato_server=debug`.
    pub filter: String,
    /// In which form.
    pub format: LogFormat,
}

/// The form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object per event, for programs.
    Json,
}

impl std::str::FromStr for LogFormat {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(()),
        }
    }
}

/// How mails leave.
#[derive(Debug, Clone)]
pub struct MailSettings {
    /// The SMTP server; without one, mails become files.
    pub smtp_url: Option<SecretString>,
    /// The folder for mails that become files.
    pub dir: PathBuf,
    /// The sender: `Name <address>`.
    pub from: String,
}

/// How long things live.
#[derive(Debug, Clone, Copy)]
pub struct Lifetimes {
    /// A session without requests.
    pub session_idle: TimeDelta,
    /// A session in any case.
    pub session_absolute: TimeDelta,
    /// A one-time code by mail, and the sign-in that waits for it.
    pub mail_code: TimeDelta,
    /// A link for a new password.
    pub password_reset: TimeDelta,
}

/// How long the audit trail is kept, and where its checkpoints go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditSettings {
    /// After how many days personal texts are removed; 0 means never.
    pub text_days: i64,
    /// After how many days events are removed; 0 means never.
    pub event_days: i64,
    /// The file to which checkpoints are appended, beside the log.
    pub checkpoint_file: Option<PathBuf>,
}

/// The parameters of argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordCost {
    /// Memory of one hash, in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub iterations: u32,
}

impl Settings {
    /// Reads and checks all settings.
    pub fn load() -> Result<Self, ConfigError> {
        Self::from_source(&Source::load()?)
    }

    fn from_source(source: &Source) -> Result<Self, ConfigError> {
        let demo = source.flag("demo")?.unwrap_or(false);
        let settings = Self {
            database_url: source
                .text("database_url", "sqlite://var/minato.sqlite")
                .into(),
            public_origin: source.text("public_origin", "http://localhost:8080"),
            listen: source.parsed("listen", "127.0.0.1:8080", "an address and a port")?,
            ops_listen: source.parsed("ops_listen", "127.0.0.1:9090", "an address and a port")?,
            spa_dir: source.text("spa_dir", "dist").into(),
            mail: MailSettings {
                smtp_url: source.optional("smtp_url").map(Into::into),
                dir: source.text("mail_dir", "var/mail").into(),
                from: source.text("mail_from", "Minato <no-reply@minato.example>"),
            },
            demo,
            secret_key: SecretKey::load(source, demo)?,
            data_keys: DataKeys::load(source)?,
            lifetimes: Lifetimes {
                session_idle: source.minutes("session_idle_minutes", 30, 1..=60)?,
                session_absolute: source.minutes("session_absolute_minutes", 720, 5..=1440)?,
                mail_code: source.minutes("mail_code_minutes", 30, 1..=30)?,
                password_reset: source.minutes("password_reset_minutes", 30, 5..=1440)?,
            },
            trusted_proxies: source
                .list("trusted_proxies", "networks such as 10.0.0.0/8, fd00::/8")?,
            address_tries: source.number("address_tries", 200, 20..=1_000_000)?,
            client_calls: source.number("client_calls", 600, 10..=1_000_000)?,
            api_log_days: source.number("api_log_days", 90, 1..=3650)?,
            password_cost: PasswordCost {
                memory_kib: source.number("password_memory_kib", 46 * 1024, 8..=1024 * 1024)?,
                iterations: source.number("password_iterations", 1, 1..=10)?,
            },
            port_deadline: DeadlineRule {
                business_days_before: source.number("port_business_days_before", 2, 0..=20)?,
                cut_off: source.parsed(
                    "port_cut_off",
                    "24:00",
                    "a time in Japan from 00:01 to 24:00",
                )?,
            },
            audit: AuditSettings {
                text_days: source.number("audit_text_days", 400, 0..=36_500)?,
                event_days: source.number("audit_event_days", 0, 0..=36_500)?,
                checkpoint_file: source.optional("audit_checkpoint_file").map(Into::into),
            },
            drain: std::time::Duration::from_secs(source.number(
                "drain_seconds",
                if demo { 0 } else { 2 },
                0..=60,
            )?),
            log: LogSettings {
                filter: source.text("log", "info"),
                format: source.parsed("log_format", "text", "text or json")?,
            },
        };
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let local = is_local_origin(&self.public_origin);
        let rest = self
            .public_origin
            .strip_prefix("https://")
            .or_else(|| self.public_origin.strip_prefix("http://").filter(|_| local));
        if rest.is_none_or(|host| !is_canonical(host)) {
            return Err(ConfigError::invalid(
                "public_origin",
                "https:// and a host in small letters, without a path or the usual port; http:// only \
                 for localhost",
            ));
        }
        if self.demo && !(local && self.listen.ip().is_loopback()) {
            return Err(ConfigError::invalid(
                "demo",
                "false, unless both listen and public_origin are on this machine (loopback)",
            ));
        }
        Ok(())
    }

    /// Whether browsers reach us by https.
    pub fn is_https(&self) -> bool {
        self.public_origin.starts_with("https://")
    }
}

/// Whether a browser would write the host so: its `Origin` header must equal ours.
fn is_canonical(host: &str) -> bool {
    let usual_port = host.ends_with(":443") || host.ends_with(":80");
    !host.is_empty()
        && !usual_port
        && !host
            .contains(|c: char| c.is_ascii_uppercase() || c.is_whitespace() || "/?#@".contains(c))
}

/// Whether an origin is on this machine.
fn is_local_origin(origin: &str) -> bool {
    let host = origin.split_once("://").map_or("", |(_, rest)| rest);
    let name = if host.starts_with('[') {
        host.split_inclusive(']').next().unwrap_or_default()
    } else {
        host.split(':').next().unwrap_or_default()
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    fn load(pairs: &[(&str, &str)]) -> Result<Settings, ConfigError> {
        let mut all = vec![("secret_key", KEY)];
        all.extend_from_slice(pairs);
        Settings::from_source(&Source::of(&all))
    }

    #[test]
    fn the_defaults_are_valid() {
        let settings = load(&[]).unwrap();
        assert_eq!(settings.public_origin, "http://localhost:8080");
        assert_eq!(settings.lifetimes.mail_code, TimeDelta::minutes(30));
        assert_eq!(settings.port_deadline, DeadlineRule::default());
    }

    #[test]
    fn a_fault_names_the_setting() {
        for (key, value) in [
            ("listen", "everywhere"),
            ("mail_code_minutes", "31"),
            ("mail_code_minutes", "many"),
            ("public_origin", "http://minato.example"),
            ("public_origin", "https://minato.example/portal"),
            ("public_origin", "ftp://localhost"),
            ("public_origin", "https://minato.example:443"),
            ("public_origin", "https://Minato.example"),
            ("demo", "maybe"),
            ("trusted_proxies", "10.0.0.0/8, proxy"),
            ("trusted_proxies", "10.0.0.1/33"),
            ("address_tries", "19"),
            ("log_format", "xml"),
            ("port_business_days_before", "21"),
            ("port_cut_off", "00:00"),
            ("audit_text_days", "-1"),
            ("audit_event_days", "for ever"),
            ("secret_key", "short"),
            ("data_keys", "short"),
        ] {
            let error = load(&[(key, value)]).unwrap_err().to_string();
            assert!(
                error.contains(&key.to_uppercase()),
                "{key}={value}: {error}"
            );
        }
    }

    #[test]
    fn proxies_are_a_list_of_networks_and_none_is_trusted_by_default() {
        assert!(load(&[]).unwrap().trusted_proxies.is_empty());
        let settings = load(&[("trusted_proxies", "10.0.0.0/8, fd00::/8")]).unwrap();
        assert_eq!(settings.trusted_proxies.len(), 2);
    }

    #[test]
    fn demo_mode_stays_on_this_machine() {
        assert!(load(&[("demo", "true")]).is_ok());
        assert!(load(&[("demo", "true"), ("listen", "0.0.0.0:8080")]).is_err());
        assert!(
            load(&[
                ("demo", "true"),
                ("public_origin", "https://minato.example")
            ])
            .is_err()
        );
    }
}
