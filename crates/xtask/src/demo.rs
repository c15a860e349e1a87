//! The demo: what the server is told, and what people are told.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::http::{free_port, is_free, loopback, status};
use crate::progress::step;
use crate::workspace::DIST;
use crate::{interrupt, server};

/// Where the demo listens unless told otherwise.
pub(crate) const PORT: u16 = 8080;

/// Where its operations side listens, if nobody else does.
const OPS_PORT: u16 = 9090;

/// How long the server may take until it is ready.
const START_LIMIT: Duration = Duration::from_mins(1);

/// The settings of the demo.
pub(crate) struct Demo {
    port: u16,
    ops: SocketAddr,
}

impl Demo {
    /// The demo at `port` of this machine, which must be free.
    pub(crate) fn at(port: u16) -> Result<Self> {
        if !is_free(loopback(port)) {
            bail!(
                "port {port} is in use, perhaps by another Minato: stop that program, \
                 or choose another port with `--port {}`",
                port.saturating_add(1)
            );
        }
        let ops = if is_free(loopback(OPS_PORT)) {
            OPS_PORT
        } else {
            free_port()?
        };
        Ok(Self {
            port,
            ops: loopback(ops),
        })
    }

    /// Loads the demo data: as often as one likes, it is there once.
    pub(crate) fn load(&self, program: &Path) -> Result<()> {
        step("Loading the demo data", &mut self.command(program, "demo"))?;
        Ok(())
    }

    /// Starts the server and waits until it is ready.
    pub(crate) fn start(&self, program: &Path) -> Result<Child> {
        let mut command = self.command(program, "serve");
        let mut child = command.spawn().context("cannot start the server")?;
        match self.wait_until_ready(&mut child) {
            Ok(()) => Ok(child),
            Err(error) => {
                interrupt::stop(&mut child)?;
                Err(error)
            }
        }
    }

    fn wait_until_ready(&self, child: &mut Child) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < START_LIMIT && !interrupt::happened() {
            if let Some(exit) = child.try_wait()? {
                bail!("the server ended at once ({exit}): its last lines above say why");
            }
            if status(self.ops, "/readyz") == Some(200) {
                return Ok(());
            }
            sleep(Duration::from_millis(50));
        }
        bail!(
            "the server is not ready: http://{}/readyz says why",
            self.ops
        )
    }

    /// Variables that are set already win, so that one can try the demo on PostgreSQL.
    fn command(&self, program: &Path, verb: &str) -> Command {
        let mut command = server::verb(program, verb);
        for (name, value) in self.environment() {
            if std::env::var_os(name).is_none() {
                command.env(name, value);
            }
        }
        command
    }

    fn environment(&self) -> [(&'static str, String); 7] {
        [
            ("MINATO_DEMO", "true".to_owned()),
            ("DATABASE_URL", "sqlite://var/minato.sqlite".to_owned()),
            ("MINATO_LISTEN", loopback(self.port).to_string()),
            ("MINATO_PUBLIC_ORIGIN", self.origin()),
            ("MINATO_OPS_LISTEN", self.ops.to_string()),
            ("MINATO_SPA_DIR", DIST.to_owned()),
            ("MINATO_LOG_FORMAT", "text".to_owned()),
        ]
    }

    fn origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Where to go and how to come in.
    pub(crate) fn welcome(&self) -> String {
        let origin = self.origin();
        format!(
            "\n  Minato is ready: {origin}\n\
             \n  Sign in as        member number  e-mail\n\
             \x20 admin             M97-00339      hanako@minato-shoji.example\n\
             \x20 user              M97-00339      taro@minato-shoji.example\n\
             \x20 without two steps M97-00340      jiro@shiosai.example\n\
             \x20 a big company     M97-00341      akari@todai-butsuryu.example\n\
             \x20 without options   M97-00342      misaki@misaki-sekkei.example\n\
             \x20 with an app       M97-00343      nagisa@hatoba-insatsu.example\n\
             \n  Password of all:    Minato-demo-2026\n\
             \x20 Mails with codes:   {origin}/dev/mailbox\n\
             \x20 Key for the app:    JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\n\
             \x20 API reference:      {origin}/docs\n\
             \n  Ctrl-C stops the server.\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn a_port_in_use_is_told_with_a_way_out() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let error = Demo::at(port).err().unwrap().to_string();
        assert!(
            error.contains(&port.to_string()) && error.contains("--port"),
            "{error}"
        );
    }

    #[test]
    fn the_welcome_says_where_to_go_and_how_to_come_in() {
        let demo = Demo {
            port: 8123,
            ops: loopback(9123),
        };
        let welcome = demo.welcome();
        for part in [
            "http://localhost:8123",
            "hanako@",
            "akari@",
            "misaki@",
            "Minato-demo-2026",
            "/dev/mailbox",
        ] {
            assert!(welcome.contains(part), "{part} is missing in {welcome}");
        }
    }
}
