//! A PostgreSQL that exists for one run only.
//!
//! For tests it forgets to flush on purpose: it is fast, and nobody needs its data afterwards.
//! For measuring it keeps every promise.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::output;
use crate::http::free_port;
use crate::programs::{self, Package};

/// The superuser of the throw-away cluster.
const USER: &str = "app";

/// Where Debian and others put the server's programs.
const FOLDERS: &[&str] = &[
    "/usr/lib/postgresql",
    "/usr/libexec/postgresql",
    "/usr/pgsql",
];

/// Settings of a cluster that forgets to flush.
const FORGETFUL: &str =
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200";

/// Settings of a cluster that keeps every promise, as an operator sets it up. It can count its
/// statements, and does not unless a database asks for it. No checkpoint falls into a measurement.
const DURABLE: &str = "-c shared_buffers=512MB -c max_wal_size=8GB -c checkpoint_timeout=30min \
    -c shared_preload_libraries=pg_stat_statements -c pg_stat_statements.track=none";

/// A running cluster; it ends and disappears with this value.
pub(crate) struct ThrowAway {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    settings: &'static str,
}

impl ThrowAway {
    /// Makes a cluster for tests below the temporary folder and starts it on a free port.
    pub(crate) fn start() -> Result<Self> {
        Self::start_with(FORGETFUL)
    }

    /// The same for measuring: what it has committed is on the disk.
    pub(crate) fn start_durable() -> Result<Self> {
        Self::start_with(DURABLE)
    }

    fn start_with(settings: &'static str) -> Result<Self> {
        programs::ensure(&[Package::tested(
            || server_programs().is_some(),
            "postgresql",
        )])?;
        let programs = server_programs().context("PostgreSQL's initdb is not to be found")?;
        let port = free_port()?;
        let folder =
            std::env::temp_dir().join(format!("minato-postgres-{}-{port}", std::process::id()));
        // Fails where somebody else has made it: the name can be guessed.
        fs::create_dir(&folder)?;
        if programs::is_root() {
            // PostgreSQL refuses to run as root.
            output(Command::new("chown").arg("postgres:").arg(&folder))?;
        }
        let cluster = Self {
            programs,
            folder,
            port,
            settings,
        };
        cluster.create()?;
        cluster.launch()?;
        Ok(cluster)
    }

    /// The address of the database in which tests make their own.
    pub(crate) fn url(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/postgres", self.port)
    }

    fn create(&self) -> Result<()> {
        let mut initdb = self.program("initdb");
        initdb
            .arg("-D")
            .arg(self.data())
            .args(["-U", USER, "-A", "trust", "-E", "UTF8"]);
        output(initdb.args(["--locale=C.UTF-8", "--no-sync"]))?;
        Ok(())
    }

    fn launch(&self) -> Result<()> {
        let options = format!(
            "-p {} -k {} -c listen_addresses=127.0.0.1 {}",
            self.port,
            self.folder.display(),
            self.settings
        );
        let mut start = self.program("pg_ctl");
        start
            .arg("-D")
            .arg(self.data())
            .args(["-w", "-s", "-o", &options, "-l"]);
        output(start.arg(self.folder.join("log")).arg("start"))
            .with_context(|| fs::read_to_string(self.folder.join("log")).unwrap_or_default())?;
        Ok(())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// One of PostgreSQL's programs, run as `postgres` where we are root.
    fn program(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        let mut command = if programs::is_root() {
            let mut command = Command::new("setpriv");
            command
                .args([
                    "--reuid=postgres",
                    "--regid=postgres",
                    "--clear-groups",
                    "--",
                ])
                .arg(path);
            command
        } else {
            Command::new(path)
        };
        command.current_dir(&self.folder);
        command
    }
}

impl Drop for ThrowAway {
    fn drop(&mut self) {
        let mut stop = self.program("pg_ctl");
        let stopped =
            output(
                stop.arg("-D")
                    .arg(self.data())
                    .args(["-m", "immediate", "-s", "stop"]),
            );
        if let Err(error) = stopped.and_then(|_| Ok(fs::remove_dir_all(&self.folder)?)) {
            eprintln!(
                "the throw-away PostgreSQL in {} stays: {error:#}",
                self.folder.display()
            );
        }
    }
}

/// The folder with `initdb` of the newest version there is.
fn server_programs() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> = FOLDERS
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(|folder| folder.join("initdb").exists())
        .collect();
    versions.sort_by_key(|folder| version(folder));
    versions
        .pop()
        .or_else(|| programs::find("initdb")?.parent().map(Path::to_path_buf))
}

fn version(programs: &Path) -> u32 {
    let name = programs.parent().and_then(Path::file_name);
    name.and_then(|name| name.to_str())
        .and_then(|name| name.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(version(Path::new("/usr/lib/postgresql/15/bin")) > version(Path::new("/x/9/bin")));
        assert_eq!(version(Path::new("/usr/local/bin")), 0);
    }
}
