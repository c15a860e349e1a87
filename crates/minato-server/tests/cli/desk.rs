//! The operator's desk: a database, and the program that works on it.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;

use minato_db::{Db, DbError, DbSettings, ReadTx, SystemClock, SystemEntropy};
use minato_test::TestDb;

/// A database and the program that works on it.
pub(crate) struct Desk {
    database: TestDb,
    folder: tempfile::TempDir,
    /// The same database by the clock of the system, as the program sees it.
    pub(crate) db: Db,
}

impl Desk {
    /// A desk with an empty database.
    pub(crate) async fn new() -> Self {
        let database = TestDb::new().await;
        let settings = DbSettings::new(database.url());
        let db = Db::open(settings, Arc::new(SystemClock), Arc::new(SystemEntropy)).unwrap();
        Self {
            database,
            folder: tempfile::tempdir().unwrap(),
            db,
        }
    }

    /// The program with these words.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_minato"));
        command
            .args(words)
            .env("DATABASE_URL", self.database.url())
            .env(
                "MINATO_SECRET_KEY",
                "BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU",
            )
            .env("MINATO_PASSWORD_MEMORY_KIB", "8")
            .env("MINATO_LOG", "error")
            .env(
                "MINATO_SPA_DIR",
                concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages"),
            );
        command
    }

    /// What the program answers to these words.
    pub(crate) fn done(&self, words: &[&str]) -> String {
        done(self.command(words).output().unwrap())
    }

    /// Why the program refuses these words.
    pub(crate) fn refused(&self, words: &[&str]) -> String {
        refused(self.command(words).output().unwrap())
    }

    /// The program with these words, and `input` to read.
    pub(crate) fn fed(&self, words: &[&str], input: &str) -> Output {
        self.begin_fed(words, input).wait_with_output().unwrap()
    }

    /// The same, without waiting for its end.
    pub(crate) fn begin_fed(&self, words: &[&str], input: &str) -> Child {
        let mut command = self.command(words);
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = pipes.stderr(Stdio::piped()).spawn().unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        child
    }

    /// A file with these bytes.
    pub(crate) fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

/// What a program answered that did what it was told.
#[track_caller]
pub(crate) fn done(output: Output) -> String {
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    String::from_utf8(output.stdout).unwrap()
}

/// Why a program did not do what it was told; it says nothing else.
#[track_caller]
pub(crate) fn refused(output: Output) -> String {
    let answer = String::from_utf8(output.stdout).unwrap();
    assert!(!output.status.success(), "was not refused: {answer}");
    assert_eq!(answer, "");
    String::from_utf8(output.stderr).unwrap()
}

/// Everything that a read transaction finds.
pub(crate) async fn read<T: Send + 'static>(
    desk: &Desk,
    f: impl FnOnce(&mut ReadTx<'_>) -> Result<T, DbError> + Send + 'static,
) -> T {
    desk.db.read(f).await.unwrap()
}
