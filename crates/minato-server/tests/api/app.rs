//! A server for one test, with its demo data, its clock and its mails.

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::dev::ServerHandle;
use actix_web::web::Data;
use chrono::TimeDelta;
use minato_client::Client;
use minato_db::{Db, FakeClock};
use minato_mail::{Memory, Posted};
use minato_server::app::{self, App};
use minato_server::config;
use minato_server::config::{DataKeys, Lifetimes, MailSettings, PasswordCost, SecretKey, Settings};
use minato_server::demo::{self, Extent};
use minato_server::jobs::worker;
use minato_test::TestDb;
use minato_types::rules::deadline::DeadlineRule;

/// Where the pages believe to be.
pub(crate) const ORIGIN: &str = "http://localhost:8080";

/// A server for one test.
pub(crate) struct TestApp {
    pub(crate) app: Data<App>,
    pub(crate) clock: Arc<FakeClock>,
    pub(crate) address: String,
    mails: Memory,
    notices: Mutex<Vec<Posted>>,
    server: ServerHandle,
    database: TestDb,
}

impl TestApp {
    /// A server with the demo data and no mails.
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// The same with other settings.
    pub(crate) async fn start_with(change: impl FnOnce(&mut Settings)) -> Self {
        let database = TestDb::new().await;
        let (clock, db) = (Arc::clone(&database.clock), database.db.clone());
        let mails = Memory::new();
        let mut settings = settings();
        change(&mut settings);
        let app = Data::new(build(settings, db, &mails));
        demo::load(&app, Extent::Small)
            .await
            .expect("the demo data");
        let (address, server) = listen(&app);
        Self {
            app,
            clock,
            address,
            mails,
            notices: Mutex::default(),
            server,
            database,
        }
    }

    /// A second server on the same database.
    pub(crate) fn second(&self) -> (Data<App>, String) {
        let settings = self.app.settings.clone();
        let app = Data::new(build(settings, self.database.open_again(), &self.mails));
        let (address, _) = listen(&app);
        (app, address)
    }

    /// A server on the same database with these data keys.
    pub(crate) fn with_data_keys(&self, keys: &str) -> (Data<App>, String) {
        let settings = Settings {
            data_keys: DataKeys::parse(keys).expect("keys"),
            ..self.app.settings.clone()
        };
        let app = build(settings, self.database.open_again(), &self.mails);
        let app = Data::new(app);
        let (address, _) = listen(&app);
        (app, address)
    }

    /// Somebody who is not signed in.
    pub(crate) fn anonymous(&self) -> Client {
        Client::new(&self.address)
    }

    /// Does all jobs and takes the mails that were sent by them. Notices of sign-ins with a new
    /// browser are put aside: nearly every client of these tests is one.
    pub(crate) async fn deliver(&self) -> Vec<Posted> {
        worker::run_due(&self.app).await;
        let (notices, mails) = self.mails.take().into_iter().partition(is_notice);
        self.notices.lock().expect("the notices").extend(notices);
        mails
    }

    /// The notices of sign-ins with a new browser that were sent since this was asked last.
    pub(crate) async fn new_browsers(&self) -> Vec<Posted> {
        let others = self.deliver().await;
        assert!(others.is_empty(), "other mails: {:?}", subjects(&others));
        std::mem::take(&mut *self.notices.lock().expect("the notices"))
    }

    /// The only mail that was sent.
    pub(crate) async fn one_mail(&self) -> Posted {
        let mut mails = self.deliver().await;
        assert_eq!(mails.len(), 1, "one mail: {:?}", subjects(&mails));
        mails.remove(0)
    }

    /// PostgreSQL: how many transactions wait for a lock now.
    pub(crate) fn lock_waiters(&self) -> Option<usize> {
        self.database.lock_waiters()
    }

    /// Lets time go by.
    pub(crate) fn pass(&self, time: TimeDelta) {
        self.clock.advance(time);
    }

    /// What every test ends with: nothing is left to be sent, and every chain of the
    /// audit trail holds.
    pub(crate) async fn finish(self) {
        let left = self.deliver().await;
        assert!(
            left.is_empty(),
            "mails nobody looked at: {:?}",
            subjects(&left)
        );
        crate::audit::all_chains_hold(&self.app.db).await;
        self.server.stop(false).await;
    }
}

fn is_notice(mail: &Posted) -> bool {
    let subject = &mail.rendered.subject;
    subject.contains("新しいブラウザー") || subject.contains("new browser")
}

fn subjects(mails: &[Posted]) -> Vec<&str> {
    mails
        .iter()
        .map(|mail| mail.rendered.subject.as_str())
        .collect()
}

fn build(settings: Settings, db: Db, mails: &Memory) -> App {
    App::with_transport(settings, db, mails.clone().into()).expect("an application")
}

fn listen(app: &Data<App>) -> (String, ServerHandle) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let shared = app.clone();
    let server = HttpServer::new(move || app::build(shared.clone()))
        .workers(2)
        .disable_signals()
        .client_request_timeout(Duration::from_secs(2))
        .listen(listener)
        .expect("a server")
        .run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    (address, handle)
}

/// Settings with a cheap hash and a folder of pages that holds one page.
fn settings() -> Settings {
    config::Settings {
        database_url: String::new().into(),
        public_origin: ORIGIN.to_owned(),
        listen: "127.0.0.1:0".parse().expect("an address"),
        ops_listen: "127.0.0.1:0".parse().expect("an address"),
        spa_dir: PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages")),
        mail: MailSettings {
            smtp_url: None,
            dir: PathBuf::new(),
            from: "Minato <no-reply@minato.example>".to_owned(),
        },
        demo: false,
        secret_key: SecretKey::from_bytes([3; 32]),
        data_keys: DataKeys::default(),
        lifetimes: Lifetimes {
            session_idle: TimeDelta::minutes(30),
            session_absolute: TimeDelta::hours(12),
            mail_code: TimeDelta::minutes(30),
            password_reset: TimeDelta::minutes(30),
        },
        trusted_proxies: Vec::new(),
        address_tries: 1_000_000,
        client_calls: 1_000_000,
        api_log_days: 90,
        password_cost: PasswordCost {
            memory_kib: 8,
            iterations: 1,
        },
        port_deadline: DeadlineRule::default(),
        audit: config::AuditSettings::default(),
        drain: Duration::ZERO,
        log: config::LogSettings {
            filter: String::new(),
            format: config::LogFormat::Text,
        },
    }
}
