//! Runs the servers and the worker, and stops them gently: first unready, then no new
//! connections, then the end of what is under way.

use std::io;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::web::Data;
use actix_web::{App as ActixApp, HttpServer, rt};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::app::{self, App};
use crate::jobs::worker;
use crate::ops::{self, Readiness};

/// How long requests under way may take once the server stops.
const SHUTDOWN_SECONDS: u64 = 25;

/// How long a client may take to send the head of a request.
const HEAD_DEADLINE: Duration = Duration::from_secs(5);

/// Serves until a signal comes.
pub fn run(app: Data<App>) -> io::Result<()> {
    rt::System::new().block_on(serve(app))
}

async fn serve(app: Data<App>) -> io::Result<()> {
    let readiness = Readiness::default();
    let (listen, ops_listen) = (app.settings.listen, app.settings.ops_listen);
    let shared = app.clone();
    let public = HttpServer::new(move || app::build(shared.clone()))
        .client_request_timeout(HEAD_DEADLINE)
        .shutdown_timeout(SHUTDOWN_SECONDS)
        .disable_signals()
        .bind(listen)
        .map_err(|error| named(&error, &listen.to_string()))?
        .run();
    let (shared, ready) = (app.clone(), Data::new(readiness.clone()));
    let ops = HttpServer::new(move || {
        ActixApp::new()
            .app_data(shared.clone())
            .app_data(ready.clone())
            .configure(ops::mount)
    })
    .workers(1)
    .disable_signals()
    .bind(ops_listen)
    .map_err(|error| named(&error, &ops_listen.to_string()))?
    .run();

    let (stop_worker, stopped) = watch::channel(false);
    let worker = rt::spawn(worker::run(app.clone(), stopped));
    rt::spawn(stop_on_signal(
        readiness,
        app.settings.drain,
        public.handle(),
    ));
    let ops_handle = ops.handle();
    let ops_task = rt::spawn(ops);
    tracing::info!(%listen, %ops_listen, origin = app.settings.public_origin, "serving");

    let result = public.await;
    // The worker ends after the requests: what they wrote down may still be done.
    let _ = stop_worker.send(true);
    let _ = worker.await;
    ops_handle.stop(true).await;
    let _ = ops_task.await;
    tracing::info!("stopped");
    result
}

/// Says which address could not be listened on.
fn named(error: &io::Error, address: &str) -> io::Error {
    io::Error::new(error.kind(), format!("cannot listen on {address}: {error}"))
}

async fn stop_on_signal(readiness: Readiness, drain: Duration, server: ServerHandle) {
    let (Ok(mut term), Ok(mut int)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        tracing::error!("signals cannot be received: the server stops only when it is killed");
        return;
    };
    tokio::select! {
        _ = term.recv() => {}
        _ = int.recv() => {}
    }
    tracing::info!("stopping");
    readiness.withdraw();
    rt::time::sleep(drain).await;
    server.stop(true).await;
}
