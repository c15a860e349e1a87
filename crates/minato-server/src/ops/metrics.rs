//! What is counted, for Prometheus.

use std::time::Duration;

use minato_db::jobs::{Counts, Outcome};
use prometheus::{
    Encoder as _, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, Opts, Registry,
    TextEncoder,
};

/// The counters.
pub struct Metrics {
    registry: Registry,
    requests: HistogramVec,
    jobs: IntCounterVec,
    codes: IntCounter,
    links: IntCounter,
    ready: IntGauge,
    dead: IntGauge,
}

impl Metrics {
    /// All at zero.
    pub fn new() -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let requests = HistogramVec::new(
            HistogramOpts::new("minato_request_seconds", "Time to answer requests"),
            &["method", "route", "status"],
        )?;
        let jobs = IntCounterVec::new(
            Opts::new("minato_job_tries_total", "Tries of jobs by how they ended"),
            &["kind", "outcome"],
        )?;
        let codes = IntCounter::new(
            "minato_codes_evaluated_total",
            "One-time codes that were compared with the right one",
        )?;
        let links = IntCounter::new(
            "minato_links_consumed_or_lost_total",
            "Links that were found usable and then used up, by this try or by a faster one",
        )?;
        let ready = IntGauge::new("minato_jobs_ready", "Jobs that wait or are under way")?;
        let dead = IntGauge::new("minato_jobs_dead", "Jobs that can never be done")?;
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(jobs.clone()))?;
        registry.register(Box::new(codes.clone()))?;
        registry.register(Box::new(links.clone()))?;
        registry.register(Box::new(ready.clone()))?;
        registry.register(Box::new(dead.clone()))?;
        Ok(Self {
            registry,
            requests,
            jobs,
            codes,
            links,
            ready,
            dead,
        })
    }

    /// A request was answered. `route` is the template of the path, never the path.
    pub fn request(&self, method: &str, route: &str, status: u16, elapsed: Duration) {
        self.requests
            .with_label_values(&[method, route, &status.to_string()])
            .observe(elapsed.as_secs_f64());
    }

    /// A job was tried.
    pub fn job(&self, kind: &str, outcome: &Outcome) {
        let outcome = match outcome {
            Outcome::Done => "done",
            Outcome::Expired => "expired",
            Outcome::Dead { .. } => "dead",
            Outcome::Retry { .. } => "retry",
        };
        self.jobs.with_label_values(&[kind, outcome]).inc();
    }

    /// A one-time code is compared with the right one.
    pub fn code_evaluated(&self) {
        self.codes.inc();
    }

    /// A link that was found usable is about to be used up.
    pub fn link_contended(&self) {
        self.links.inc();
    }

    /// How many one-time codes were compared.
    pub fn codes_evaluated(&self) -> u64 {
        self.codes.get()
    }

    /// Everything as text.
    pub fn report(&self, jobs: Counts) -> Result<Vec<u8>, prometheus::Error> {
        self.ready.set(jobs.ready);
        self.dead.set(jobs.dead);
        let mut text = Vec::new();
        TextEncoder::new().encode(&self.registry.gather(), &mut text)?;
        Ok(text)
    }
}
