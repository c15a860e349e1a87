//! Opening refuses what cannot work.

use std::sync::Arc;

use minato_db::{Backend, Db, DbError, DbSettings, OpenError, SystemClock, SystemEntropy};
use minato_test::TestDb;

fn open(url: &str) -> Result<Db, OpenError> {
    Db::open(
        DbSettings::new(url),
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
    )
}

#[test]
fn unknown_schemes_are_refused() {
    for url in [
        "mysql://db/minato",
        "minato.sqlite",
        "sqlite:minato.sqlite",
        "",
    ] {
        assert!(matches!(open(url), Err(OpenError::UnknownScheme)), "{url}");
    }
}

#[test]
fn a_database_in_memory_is_refused() {
    assert!(matches!(
        open("sqlite://:memory:"),
        Err(OpenError::NotAFile)
    ));
}

#[cfg(not(feature = "postgres"))]
#[test]
fn without_the_feature_postgres_says_so() {
    assert!(matches!(
        open("postgres://db/minato"),
        Err(OpenError::PostgresNotBuilt)
    ));
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    // Nobody listens on the discard port.
    let settings = DbSettings {
        patience: std::time::Duration::from_millis(200),
        ..DbSettings::new("postgres://app@127.0.0.1:9/minato")
    };
    let db = Db::open(settings, Arc::new(SystemClock), Arc::new(SystemEntropy)).unwrap();
    let end = db.ping().await;
    assert!(matches!(end, Err(DbError::Unavailable(_))), "{end:?}");
    assert!(matches!(db.migrate(), Err(OpenError::Connect(_))));
}

#[tokio::test]
async fn an_open_database_answers() {
    let test = TestDb::new().await;
    test.db.ping().await.unwrap();
    let end: Result<Backend, DbError> = {
        let backend = test.db.backend();
        test.db.read(move |_| Ok(backend)).await
    };
    assert_eq!(Backend::of(test.url()), Some(end.unwrap()));
}
