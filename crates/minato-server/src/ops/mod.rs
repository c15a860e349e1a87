//! What operators ask: is it alive, is it ready, how does it do. On a port of its own,
//! which is not for the public.

pub mod metrics;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::web::{self, Data};
use actix_web::{HttpResponse, get};
use minato_db::{DbError, jobs};

use crate::app::App;

/// Whether the server takes new work; it stops doing so before it ends.
#[derive(Debug, Clone)]
pub struct Readiness(Arc<AtomicBool>);

impl Default for Readiness {
    fn default() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }
}

impl Readiness {
    /// From now on load balancers shall go elsewhere.
    pub fn withdraw(&self) {
        self.0.store(false, Ordering::SeqCst);
    }

    fn holds(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// Mounts all of it.
pub fn mount(config: &mut web::ServiceConfig) {
    config.service(livez).service(readyz).service(report);
}

#[get("/livez")]
async fn livez() -> HttpResponse {
    HttpResponse::Ok().body("ok")
}

#[get("/readyz")]
async fn readyz(app: Data<App>, readiness: Data<Readiness>) -> HttpResponse {
    if !readiness.holds() {
        return HttpResponse::ServiceUnavailable().body("stopping");
    }
    match app.db.ping().await {
        Ok(()) => HttpResponse::Ok().body("ready"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            HttpResponse::ServiceUnavailable().body("the database is away")
        }
    }
}

#[get("/metrics")]
async fn report(app: Data<App>) -> HttpResponse {
    let counts: Result<jobs::Counts, DbError> = app.db.read(|tx| jobs::counts(tx)).await;
    match counts.map(|counts| app.metrics.report(counts)) {
        Ok(Ok(text)) => HttpResponse::Ok()
            .content_type("text/plain; version=0.0.4; charset=utf-8")
            .body(text),
        Ok(Err(error)) => HttpResponse::InternalServerError().body(error.to_string()),
        Err(error) => HttpResponse::ServiceUnavailable().body(error.to_string()),
    }
}
