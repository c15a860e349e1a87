//! Logs: structured, one line per event, without personal data and secrets.

use std::io::IsTerminal as _;

use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config::{ConfigError, LogFormat, LogSettings};

/// Begins to log to standard error.
pub fn begin(settings: &LogSettings) -> Result<(), ConfigError> {
    let filter = EnvFilter::try_new(&settings.filter)
        .map_err(|_| ConfigError::invalid("log", "a filter such as info or minato_server=debug"))?;
    match settings.format {
        LogFormat::Json => json(filter, std::io::stderr).init(),
        LogFormat::Text => tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .with_ansi(std::io::stderr().is_terminal())
            .init(),
    }
    Ok(())
}

/// One JSON object per event.
fn json<W>(filter: EnvFilter, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(writer)
        .json()
        .flatten_event(true)
        .finish()
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn logged(write: impl FnOnce()) -> String {
        let kept = Kept::default();
        let writer = kept.clone();
        let log = json(EnvFilter::new("info"), move || writer.clone());
        tracing::subscriber::with_default(log, write);
        let bytes = kept.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn whatever_is_logged_is_one_line_of_json_with_a_time_in_utc() {
        let forged = "x\r\n{\"level\":\"INFO\",\"message\":\"forged\"}\u{1b}[2J\0\u{2028}";
        let text = logged(|| {
            tracing::info!(method = forged, error = %forged, "{forged}");
            tracing::error!(id = ?forged, "request");
        });
        let lines: Vec<serde_json::Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert!(!text.contains('\u{1b}') && !text.contains('\r'), "{text}");
        assert_eq!(lines[0]["method"], forged);
        assert_eq!(lines[0]["message"], forged);
        assert_eq!(lines[1]["level"], "ERROR");
        for line in &lines {
            let time = line["timestamp"].as_str().unwrap();
            assert!(time.ends_with('Z') && line["target"].is_string(), "{time}");
        }
    }
}
