//! A real SMTP server on a port of its own that keeps what it is given.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};

use mailin_embedded::response::OK;
use mailin_embedded::{Handler, Response, Server, SslConfig};

/// A caught mail and the route that the SMTP dialogue named.
#[derive(Debug, Clone, Default)]
pub(crate) struct Caught {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    pub(crate) bytes: Vec<u8>,
}

/// The server, which runs until the tests end. It answers recipients as it is told.
#[derive(Clone)]
pub(crate) struct Capture {
    address: SocketAddr,
    caught: Arc<Mutex<Vec<Caught>>>,
}

#[derive(Clone)]
struct Session {
    recipients: (u16, &'static str),
    caught: Arc<Mutex<Vec<Caught>>>,
    current: Caught,
}

impl Capture {
    /// A server that takes every mail.
    pub(crate) fn start() -> Self {
        Self::answering_recipients((250, "OK"))
    }

    /// A server that answers every recipient with `reply`.
    pub(crate) fn answering_recipients(reply: (u16, &'static str)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let caught = Arc::default();
        let session = Session {
            recipients: reply,
            caught: Arc::clone(&caught),
            current: Caught::default(),
        };
        let mut server = Server::new(session);
        server
            .with_name("mail.example")
            .with_ssl(SslConfig::None)
            .unwrap()
            .with_tcp_listener(listener);
        std::thread::spawn(move || drop(server.serve()));
        Self { address, caught }
    }

    pub(crate) fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Every mail caught so far.
    pub(crate) fn caught(&self) -> Vec<Caught> {
        self.caught.lock().unwrap().clone()
    }
}

impl Handler for Session {
    fn mail(&mut self, _ip: IpAddr, _domain: &str, from: &str) -> Response {
        self.current = Caught {
            from: from.to_owned(),
            ..Caught::default()
        };
        OK
    }

    fn rcpt(&mut self, to: &str) -> Response {
        self.current.to.push(to.to_owned());
        let (code, words) = self.recipients;
        Response::custom(code, words.to_owned())
    }

    fn data(&mut self, buf: &[u8]) -> io::Result<()> {
        self.current.bytes.extend_from_slice(buf);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        self.caught
            .lock()
            .unwrap()
            .push(std::mem::take(&mut self.current));
        OK
    }
}
