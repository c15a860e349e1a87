//! PostgreSQL: a database copied from a migrated template.

use std::sync::{Arc, OnceLock};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use minato_db::{Db, DbSettings, SystemClock, SystemEntropy, new_id};

use crate::test_db::Tables;

/// The template of these migrations. It stays on the server for the next run.
const TEMPLATE: &str = concat!("minato_template_", env!("MIGRATIONS_FINGERPRINT"));

/// One test's database.
pub(crate) struct Place {
    name: String,
    url: String,
}

impl Place {
    pub(crate) fn new(tables: Tables) -> Self {
        static TEMPLATE_READY: OnceLock<()> = OnceLock::new();
        let template = match tables {
            Tables::Migrated => {
                TEMPLATE_READY.get_or_init(make_template);
                TEMPLATE
            }
            Tables::None => "template0",
        };
        let id = new_id(&SystemEntropy, minato_db::Clock::now(&SystemClock));
        let name = format!("minato_test_{}", id.simple());
        run(
            &mut server(),
            &format!("CREATE DATABASE {name} TEMPLATE {template}"),
        );
        Self {
            url: url_of(&server_url(), &name),
            name,
        }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// How many transactions wait for a lock of this database.
    pub(crate) fn lock_waiters(&self) -> usize {
        let rows = diesel::sql_query(
            "SELECT 1 FROM pg_stat_activity WHERE datname = $1 AND wait_event_type = 'Lock'",
        )
        .bind::<Text, _>(&self.name)
        .execute(&mut server());
        rows.expect("the transactions can be listed")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // A server process of the test may still be connected.
        run(
            &mut server(),
            &format!("DROP DATABASE {} WITH (FORCE)", self.name),
        );
    }
}

/// Makes the template if it is not there. Test processes that start together take turns.
fn make_template() {
    let mut server = server();
    run(
        &mut server,
        "SELECT pg_advisory_lock(hashtext('minato_template'))",
    );
    if !exists(&mut server, TEMPLATE) {
        let unfinished = format!("{TEMPLATE}_unfinished");
        run(
            &mut server,
            &format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)"),
        );
        run(&mut server, &format!("CREATE DATABASE {unfinished}"));
        migrate(&url_of(&server_url(), &unfinished));
        run(
            &mut server,
            &format!("ALTER DATABASE {unfinished} RENAME TO {TEMPLATE}"),
        );
    }
    run(
        &mut server,
        "SELECT pg_advisory_unlock(hashtext('minato_template'))",
    );
}

fn migrate(url: &str) {
    let db = Db::open(
        DbSettings::new(url),
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
    );
    db.expect("the template opens")
        .migrate()
        .expect("the migrations run");
}

fn exists(server: &mut PgConnection, database: &str) -> bool {
    let rows = diesel::sql_query("SELECT 1 FROM pg_database WHERE datname = $1")
        .bind::<Text, _>(database)
        .execute(server);
    rows.expect("the databases can be listed") > 0
}

fn server_url() -> String {
    std::env::var("MINATO_TEST_POSTGRES_URL")
        .expect("MINATO_TEST_POSTGRES_URL names a server for the tests")
}

fn server() -> PgConnection {
    PgConnection::establish(&server_url()).expect("the PostgreSQL server answers")
}

fn run(server: &mut PgConnection, sql: &str) {
    server
        .batch_execute(sql)
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// The URL with another database on the same server.
fn url_of(url: &str, database: &str) -> String {
    let (address, query) = match url.split_once('?') {
        Some((address, query)) => (address, format!("?{query}")),
        None => (url, String::new()),
    };
    let (scheme, rest) = address.split_once("://").expect("a URL");
    let server = rest.split('/').next().expect("a server");
    format!("{scheme}://{server}/{database}{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_database_changes() {
        assert_eq!(
            url_of("postgres://a:b@h:1/old?x=/y", "new"),
            "postgres://a:b@h:1/new?x=/y"
        );
        assert_eq!(url_of("postgres://h", "new"), "postgres://h/new");
    }
}
