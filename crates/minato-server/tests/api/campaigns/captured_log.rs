//! What the server logs, kept in memory.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, OnceLock};

/// Everything that our own crates and what they stand on can say. The client of these tests runs
/// in the same process: what it says is not the server's.
const FILTER: &str = "minato_server=trace,minato_db=trace,minato_mail=trace,actix_web=trace,\
     actix_http=trace,actix_server=trace,lettre=trace,diesel=trace,warn";

/// The log of this process.
#[derive(Clone, Default)]
pub(crate) struct CapturedLog(Arc<Mutex<Vec<u8>>>);

impl CapturedLog {
    /// Begins to capture, once per process.
    pub(crate) fn begin() -> Self {
        static LOG: OnceLock<CapturedLog> = OnceLock::new();
        LOG.get_or_init(|| {
            let log = Self::default();
            let writer = log.clone();
            tracing_subscriber::fmt()
                .with_env_filter(tracing_subscriber::EnvFilter::new(FILTER))
                .with_ansi(false)
                .with_writer(move || writer.clone())
                .init();
            log
        })
        .clone()
    }

    /// What was logged since this was asked last.
    pub(crate) fn take(&self) -> String {
        let bytes = std::mem::take(&mut *self.0.lock().expect("the log"));
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Write for CapturedLog {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("the log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
