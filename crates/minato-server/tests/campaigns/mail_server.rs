//! A real SMTP server that takes its time, so that mails are under way when a server dies.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::net::{IpAddr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mailin_embedded::response::OK;
use mailin_embedded::{Handler, Response, Server, SslConfig};

/// How long it looks at a mail before it takes it.
const PAUSE: Duration = Duration::from_millis(40);

/// What was caught: the ids of the mails by reader.
pub(crate) type Caught = BTreeMap<String, BTreeSet<String>>;

/// The server, which runs until the tests end.
#[derive(Clone, Default)]
pub(crate) struct MailServer {
    address: String,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    caught: Mutex<Caught>,
    /// The codes of sign-ins by reader, the last one of each.
    codes: Mutex<BTreeMap<String, String>>,
    taken: AtomicUsize,
    under_way: AtomicUsize,
}

#[derive(Clone)]
struct Dialogue {
    state: Arc<State>,
    to: String,
    bytes: Vec<u8>,
}

impl MailServer {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("smtp://{}", listener.local_addr().unwrap());
        let state = Arc::<State>::default();
        let dialogue = Dialogue {
            state: Arc::clone(&state),
            to: String::new(),
            bytes: Vec::new(),
        };
        let mut server = Server::new(dialogue);
        server
            .with_name("mail.example")
            .with_ssl(SslConfig::None)
            .unwrap()
            .with_num_threads(16)
            .with_tcp_listener(listener);
        std::thread::spawn(move || drop(server.serve()));
        Self { address, state }
    }

    pub(crate) fn url(&self) -> &str {
        &self.address
    }

    /// The ids of the mails caught so far, by reader.
    pub(crate) fn caught(&self) -> Caught {
        self.state.caught.lock().unwrap().clone()
    }

    /// The code of a sign-in that a reader got last; none twice.
    pub(crate) fn take_code(&self, reader: &str) -> Option<String> {
        self.state.codes.lock().unwrap().remove(reader)
    }

    /// How many mails were taken, those that came twice included.
    pub(crate) fn taken(&self) -> usize {
        self.state.taken.load(Ordering::SeqCst)
    }

    /// How many mails are being taken right now.
    pub(crate) fn under_way(&self) -> usize {
        self.state.under_way.load(Ordering::SeqCst)
    }
}

impl Handler for Dialogue {
    fn mail(&mut self, _ip: IpAddr, _domain: &str, _from: &str) -> Response {
        self.bytes.clear();
        self.state.under_way.fetch_add(1, Ordering::SeqCst);
        OK
    }

    fn rcpt(&mut self, to: &str) -> Response {
        to.clone_into(&mut self.to);
        OK
    }

    fn data(&mut self, buf: &[u8]) -> io::Result<()> {
        self.bytes.extend_from_slice(buf);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        std::thread::sleep(PAUSE);
        let text = String::from_utf8_lossy(&self.bytes).into_owned();
        let id = text
            .lines()
            .find_map(|line| line.strip_prefix("Message-ID: "))
            .unwrap();
        let is_code = |line: &&str| line.len() == 8 && line.bytes().all(|b| b.is_ascii_digit());
        if let Some(code) = text.lines().find(is_code) {
            let mut codes = self.state.codes.lock().unwrap();
            codes.insert(self.to.clone(), code.to_owned());
        }
        let mut caught = self.state.caught.lock().unwrap();
        caught
            .entry(self.to.clone())
            .or_default()
            .insert(id.trim().to_owned());
        self.state.taken.fetch_add(1, Ordering::SeqCst);
        self.state.under_way.fetch_sub(1, Ordering::SeqCst);
        OK
    }
}
