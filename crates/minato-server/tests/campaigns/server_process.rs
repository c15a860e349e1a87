//! The binary `minato` as a process that can be killed.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

/// How long a server may take to stop: longer than it lets requests take.
const PATIENCE: Duration = Duration::from_secs(40);

/// Where a server is to run and with what.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) database_url: String,
    pub(crate) smtp_url: String,
    port: u16,
    ops_port: u16,
}

/// A running server.
pub(crate) struct ServerProcess {
    child: Child,
}

impl Plan {
    /// A plan with two free ports.
    pub(crate) fn new(database_url: &str, smtp_url: &str) -> Self {
        Self {
            database_url: database_url.to_owned(),
            smtp_url: smtp_url.to_owned(),
            port: free_port(),
            ops_port: free_port(),
        }
    }

    /// Where the API listens.
    pub(crate) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Where browsers believe the API to be.
    pub(crate) fn origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Starts the server and waits until it is ready; answers how long that took.
    pub(crate) async fn start(&self) -> (ServerProcess, Duration) {
        self.start_in(&[]).await
    }

    /// The same with more in its environment.
    pub(crate) async fn start_in(
        &self,
        environment: &[(&str, String)],
    ) -> (ServerProcess, Duration) {
        let started = Instant::now();
        let mut command = self.command(environment);
        let child = command.arg("serve").stdout(Stdio::null()).spawn();
        let child = child.expect("the server starts");
        let process = ServerProcess { child };
        while !self.is_ready().await {
            assert!(
                started.elapsed() < Duration::from_secs(30),
                "the server is never ready"
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        (process, started.elapsed())
    }

    /// Runs another verb of the program beside the servers, to its end.
    pub(crate) fn run(&self, verb: &[&str], environment: &[(&str, String)]) -> Output {
        let mut command = self.command(environment);
        command.args(verb).output().expect("the program starts")
    }

    fn command(&self, environment: &[(&str, String)]) -> Command {
        let mut command = Command::new(Path::new(env!("CARGO_BIN_EXE_minato")));
        command
            .env("DATABASE_URL", &self.database_url)
            .env("MINATO_PUBLIC_ORIGIN", self.origin())
            .env("MINATO_LISTEN", self.address())
            .env("MINATO_OPS_LISTEN", format!("127.0.0.1:{}", self.ops_port))
            .env("MINATO_SMTP_URL", &self.smtp_url)
            .env("MINATO_SECRET_KEY", crate::population::KEY_TEXT)
            .env(
                "MINATO_SPA_DIR",
                concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages"),
            )
            .env("MINATO_PASSWORD_MEMORY_KIB", "8")
            // All of them call from one address.
            .env("MINATO_ADDRESS_TRIES", "1000000")
            .env("MINATO_LOG", "error")
            .envs(environment.iter().map(|(name, value)| (name, value)));
        command
    }

    async fn is_ready(&self) -> bool {
        let url = format!("http://127.0.0.1:{}/readyz", self.ops_port);
        reqwest::get(url)
            .await
            .is_ok_and(|answer| answer.status().is_success())
    }

    /// A number of the metrics, 0 where it is not there yet.
    pub(crate) async fn metric(&self, name: &str) -> f64 {
        let url = format!("http://127.0.0.1:{}/metrics", self.ops_port);
        let text = reqwest::get(url).await.unwrap().text().await.unwrap();
        text.lines()
            .find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
            .unwrap_or_default()
    }
}

/// Where the blocks of ports begin: below those that the system gives to outgoing
/// connections, so that none of them takes a port before the server does.
const FIRST_BLOCK: u16 = 20_000;
const BLOCK_SIZE: u16 = 100;
const BLOCKS: u16 = 100;

/// Ports of this process alone. The runs against both databases go on at the same time, and a
/// server that was killed comes back at its port: nobody else may have taken it meanwhile.
struct Block {
    /// Listens at the block's first port as long as the process lives: that takes the block.
    mark: TcpListener,
    next: AtomicU16,
}

impl Block {
    fn take() -> Self {
        let own = u16::try_from(std::process::id() % u32::from(BLOCKS)).unwrap();
        let mark = (0..BLOCKS)
            .map(|n| FIRST_BLOCK + (own + n) % BLOCKS * BLOCK_SIZE)
            .find_map(|port| TcpListener::bind(("127.0.0.1", port)).ok());
        Self {
            mark: mark.expect("a block of ports is free"),
            next: AtomicU16::new(1),
        }
    }
}

/// A port of this process that nobody listens on.
fn free_port() -> u16 {
    static BLOCK: LazyLock<Block> = LazyLock::new(Block::take);
    let first = BLOCK.mark.local_addr().unwrap().port();
    loop {
        let n = BLOCK.next.fetch_add(1, Ordering::SeqCst);
        assert!(n < BLOCK_SIZE, "all ports of the block are used");
        if TcpListener::bind(("127.0.0.1", first + n)).is_ok() {
            return first + n;
        }
    }
}

impl ServerProcess {
    /// kill -9.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl ServerProcess {
    /// SIGTERM: asks the server to end what is under way and stop.
    pub(crate) fn ask_to_stop(&self) {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(asked.success());
    }

    /// Waits until the server has ended by itself; answers whether it says that all is well.
    pub(crate) async fn ended_well(&mut self) -> bool {
        let started = Instant::now();
        loop {
            if let Some(exit) = self.child.try_wait().unwrap() {
                return exit.success();
            }
            assert!(started.elapsed() < PATIENCE, "the server does not stop");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
