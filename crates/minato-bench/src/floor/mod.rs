//! The floor: what a sane expert writes by hand. actix-web, raw SQL in prepared statements, a
//! connection per worker, no hop to another thread. It asks and writes what the product asks
//! and writes, under the same promises, in as few statements as that takes.

mod application;
mod caller;
mod columns;
mod contract;
mod http;
mod postgres;
mod sqlite;
mod submission;

use actix_web::{App, HttpServer, web};
use anyhow::{Result, bail};
use minato_db::Backend;

use http::Store;

/// Serves from the database that the URL names, until it is killed.
pub(crate) fn serve(url: &str, port: u16) -> Result<()> {
    match Backend::of(url) {
        Some(Backend::Sqlite) => run::<sqlite::Sqlite>(url, port),
        Some(Backend::Postgres) => run::<postgres::Postgres>(url, port),
        None => bail!("{url} names no database"),
    }
}

fn run<S: Store>(url: &str, port: u16) -> Result<()> {
    let url = url.to_owned();
    let server = HttpServer::new(move || {
        // One store, and with it one connection, for each worker.
        App::new()
            .app_data(web::Data::new(S::new(&url)))
            .app_data(web::Data::new(submission::Keys::derive()))
            .configure(http::mount::<S>)
    })
    .bind(("127.0.0.1", port))?
    .run();
    Ok(actix_web::rt::System::new().block_on(server)?)
}
