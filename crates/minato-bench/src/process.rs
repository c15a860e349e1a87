//! A server process under measurement.

use std::fs;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use crate::figures::Side;

/// How long a server may take to answer first.
const PATIENCE: Duration = Duration::from_secs(10);

/// Clock ticks per second of `/proc`, fixed on Linux.
const TICKS: f64 = 100.0;

/// The key of both sides, as the setting has it: 32 zero bytes.
pub(crate) const SECRET_KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// How servers are started.
pub(crate) struct Programs {
    /// The program `minato`.
    pub(crate) minato: String,
    /// The port of a mail server.
    pub(crate) mail_port: u16,
    /// What they write to their log.
    pub(crate) log: &'static str,
}

/// A server; it ends with this value.
pub(crate) struct Process {
    child: Child,
    port: u16,
    /// From start to the first answer.
    pub(crate) started: Duration,
}

impl Programs {
    /// Starts a side on a database and waits for its first answer.
    pub(crate) async fn start(&self, side: Side, database: &str) -> Result<Process> {
        let port = free_port()?;
        match side {
            Side::Product => {
                let command = self.product(database, port)?;
                Process::start(command, port, "/api/v1/auth/session").await
            }
            Side::Floor => {
                let mut command = Command::new(std::env::current_exe()?);
                command.args(["floor", database, &port.to_string()]);
                Process::start(command, port, "/").await
            }
        }
    }

    fn product(&self, database: &str, port: u16) -> Result<Command> {
        let mut command = Command::new(&self.minato);
        command
            .arg("serve")
            .env("DATABASE_URL", database)
            .env("MINATO_LISTEN", format!("127.0.0.1:{port}"))
            .env("MINATO_OPS_LISTEN", format!("127.0.0.1:{}", free_port()?))
            .env(
                "MINATO_SMTP_URL",
                format!("smtp://127.0.0.1:{}", self.mail_port),
            )
            .env("MINATO_SECRET_KEY", SECRET_KEY)
            // All of the load comes from one address.
            .env("MINATO_ADDRESS_TRIES", "1000000")
            .env("MINATO_LOG", self.log);
        Ok(command)
    }
}

impl Process {
    async fn start(mut command: Command, port: u16, path: &str) -> Result<Self> {
        let begin = Instant::now();
        let child = command
            .stdout(Stdio::null())
            .spawn()
            .context("the server does not start")?;
        let mut process = Self {
            child,
            port,
            started: Duration::ZERO,
        };
        while reqwest::get(process.url(path)).await.is_err() {
            ensure!(begin.elapsed() < PATIENCE, "the server never answers");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        process.started = begin.elapsed();
        Ok(process)
    }

    /// The address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Resident memory now.
    pub(crate) fn memory_mb(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line
            .and_then(|line| line.split_whitespace().next())
            .context("no VmRSS")?;
        Ok(kib.parse::<f64>()? / 1024.0)
    }

    /// CPU time used so far, in seconds.
    pub(crate) fn cpu_seconds(&self) -> Result<f64> {
        cpu_seconds(self.child.id())
    }
}

/// CPU time that a process has used so far, in seconds.
pub(crate) fn cpu_seconds(pid: u32) -> Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let after_name = stat.rsplit_once(") ").context("no process")?.1;
    let mut fields = after_name.split(' ').skip(11);
    let mut ticks = || {
        fields
            .next()
            .context("no times")?
            .parse::<f64>()
            .context("no number")
    };
    Ok((ticks()? + ticks()?) / TICKS)
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself; there is nobody to tell.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
