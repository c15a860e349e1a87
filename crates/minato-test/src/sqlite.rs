//! SQLite: a file in a temporary directory.

use std::fs;
use std::sync::{Arc, OnceLock};

use minato_db::{Db, DbSettings, SystemClock, SystemEntropy};
use tempfile::TempDir;

use crate::test_db::Tables;

/// The directory of one test's database.
pub(crate) struct Place {
    url: String,
    _directory: TempDir,
}

impl Place {
    pub(crate) fn new(tables: Tables) -> Self {
        let (url, directory) = empty();
        if tables == Tables::Migrated {
            let path = directory.path().join(FILE);
            fs::write(path, migrated()).expect("the template can be written");
        }
        Self {
            url,
            _directory: directory,
        }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

const FILE: &str = "minato.sqlite";

fn empty() -> (String, TempDir) {
    let directory = tempfile::tempdir().expect("a temporary directory");
    (
        format!("sqlite://{}/{FILE}", directory.path().display()),
        directory,
    )
}

/// The bytes of a migrated file, made once per process.
fn migrated() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let (url, directory) = empty();
        let settings = DbSettings::new(url);
        let db = Db::open(settings, Arc::new(SystemClock), Arc::new(SystemEntropy));
        db.expect("the template opens")
            .migrate()
            .expect("the migrations run");
        // The database was closed above, so that all is in the one file.
        fs::read(directory.path().join(FILE)).expect("the template can be read")
    })
}
