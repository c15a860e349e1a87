//! Logs: structured, one line per event, without personal data and secrets.

use tracing_subscriber::EnvFilter;

use crate::config::ConfigError;

/// Begins to log to standard error, as `MINATO_LOG` (a filter) and `MINATO_LOG_FORMAT`
/// (`text` or `json`) say.
pub fn begin() -> Result<(), ConfigError> {
    let filter = std::env::var("MINATO_LOG").unwrap_or_else(|_| "info".to_owned());
    let filter = EnvFilter::try_new(filter).map_err(|_| ConfigError::Invalid {
        name: "MINATO_LOG".to_owned(),
        expected: "a filter such as info or minato_server=debug".to_owned(),
    })?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match std::env::var("MINATO_LOG_FORMAT").as_deref() {
        Ok("json") => builder.json().flatten_event(true).init(),
        Ok("text") | Err(_) => builder.init(),
        Ok(_) => {
            return Err(ConfigError::Invalid {
                name: "MINATO_LOG_FORMAT".to_owned(),
                expected: "text or json".to_owned(),
            });
        }
    }
    Ok(())
}
