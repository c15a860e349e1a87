//! A server process under measurement.

use std::fs;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

/// How long a server may take to answer first.
const PATIENCE: Duration = Duration::from_secs(10);

/// Clock ticks per second of `/proc`, fixed on Linux.
const TICKS: f64 = 100.0;

pub(crate) struct Process {
    child: Child,
    pub(crate) port: u16,
    /// From start to the first answer.
    pub(crate) started: Duration,
}

impl Process {
    pub(crate) async fn start_product(minato: &str, database: &str) -> Result<Self> {
        let (port, ops) = (free_port()?, free_port()?);
        let mut command = Command::new(minato);
        command
            .arg("serve")
            .env("DATABASE_URL", format!("sqlite://{database}"))
            .env("MINATO_LISTEN", format!("127.0.0.1:{port}"))
            .env("MINATO_OPS_LISTEN", format!("127.0.0.1:{ops}"))
            .env("MINATO_SECRET_KEY", "A".repeat(43))
            .env("MINATO_LOG", "warn");
        Self::start(command, port, "/api/v1/auth/session").await
    }

    pub(crate) async fn start_floor(database: &str) -> Result<Self> {
        let port = free_port()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["floor", database, &port.to_string()]);
        Self::start(command, port, "/").await
    }

    async fn start(mut command: Command, port: u16, path: &str) -> Result<Self> {
        let begin = Instant::now();
        let child = command
            .stdout(Stdio::null())
            .spawn()
            .context("the server does not start")?;
        let url = format!("http://127.0.0.1:{port}{path}");
        while reqwest::get(&url).await.is_err() {
            ensure!(begin.elapsed() < PATIENCE, "the server never answers");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Ok(Self {
            child,
            port,
            started: begin.elapsed(),
        })
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub(crate) async fn get(&self, path: &str, cookie: &str) -> Result<String> {
        let request = reqwest::Client::new()
            .get(self.url(path))
            .header("cookie", cookie);
        let answer = request.send().await?;
        ensure!(
            answer.status().is_success(),
            "{path} answers {}",
            answer.status()
        );
        Ok(answer.text().await?)
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
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
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
