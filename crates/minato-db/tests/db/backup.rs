//! A copy of a database in use.

use std::sync::Arc;

use minato_db::{Backend, Db, DbSettings, OpenError, SystemClock, SystemEntropy};
use minato_test::TestDb;

use crate::counters;

#[tokio::test]
async fn a_backup_opens_with_what_was_committed() {
    let test = TestDb::new().await;
    counters::make(&test.db, "a").await;
    let directory = tempfile::tempdir().unwrap();
    let target = directory.path().join("backup.sqlite");
    let end = test.db.backup_to(&target).await;
    if test.db.backend() == Backend::Postgres {
        assert!(matches!(&end, Err(OpenError::BackupByPgDump)), "{end:?}");
        assert!(end.unwrap_err().to_string().contains("pg_dump"));
        return;
    }
    end.unwrap();
    let url = format!("sqlite://{}", target.display());
    let copy = Db::open(
        DbSettings::new(url),
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
    );
    assert_eq!(counters::value(&copy.unwrap(), "a").await, 0);
    let left: Vec<_> = std::fs::read_dir(directory.path())
        .unwrap()
        .map(|f| f.unwrap().file_name())
        .collect();
    assert!(
        !left
            .iter()
            .any(|name| name.to_string_lossy().contains("unfinished")),
        "{left:?}"
    );
}

#[tokio::test]
async fn a_backup_overwrites_nothing() {
    let test = TestDb::new().await;
    if test.db.backend() == Backend::Postgres {
        return;
    }
    let target = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(target.path(), "precious").unwrap();
    assert!(matches!(
        test.db.backup_to(target.path()).await,
        Err(OpenError::File(_))
    ));
    assert_eq!(std::fs::read_to_string(target.path()).unwrap(), "precious");
}
