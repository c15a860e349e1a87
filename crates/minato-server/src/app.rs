//! What the whole application shares, and how it is put together.

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data};
use actix_web::{App as ActixApp, Error};
use minato_db::{Db, OpenError};
use minato_mail::{Brand, Files, PostOffice, Sender, Smtp, Transport};
use secrecy::ExposeSecret as _;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::api;
use crate::auth::keys::Keys;
use crate::auth::password_hash::{HashError, PasswordHasher};
use crate::auth::tokens::TokenKeys;
use crate::config::Settings;
use crate::http::envelope::envelope;
use crate::http::guard::guard;
use crate::http::route::Routes;
use crate::oauth;
use crate::ops::metrics::Metrics;
use crate::pages::{self, Pages};
use crate::programs::{CallLog, Quotas};

/// What the whole application shares.
pub struct App {
    /// The settings.
    pub settings: Settings,
    /// The database.
    pub db: Db,
    /// The derived keys.
    pub keys: Keys,
    /// The threads that hash passwords.
    pub hasher: PasswordHasher,
    /// How mails leave.
    pub post_office: PostOffice,
    /// As whom mails are written.
    pub brand: Brand,
    /// The map of routes.
    pub routes: Routes,
    /// The files of the pages.
    pub pages: Pages,
    /// The keys that sign tokens, as far as this server knows them.
    pub token_keys: TokenKeys,
    /// What programs may call, as far as this server took it from the common count.
    pub quotas: Quotas,
    /// What programs called, as far as it is not written yet.
    pub call_log: CallLog,
    /// What is counted.
    pub metrics: Metrics,
}

/// Why the application cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database cannot be used.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// The sender of mails is no address.
    #[error("MINATO_MAIL_FROM must be `Name <address>`")]
    Sender,
    /// The mail server cannot be named so.
    #[error("MINATO_SMTP_URL cannot be used: {0}")]
    Smtp(String),
    /// The cost of password hashes is impossible.
    #[error("MINATO_PASSWORD_MEMORY_KIB and MINATO_PASSWORD_ITERATIONS: {0}")]
    Passwords(#[from] HashError),
    /// The files of the pages cannot be read.
    #[error("the pages in {folder} cannot be read ({source}); `cargo xtask up` builds them")]
    Pages {
        /// The folder.
        folder: String,
        /// Why.
        source: std::io::Error,
    },
    /// The metrics cannot be set up.
    #[error("metrics: {0}")]
    Metrics(#[from] prometheus::Error),
}

impl App {
    /// Puts everything together that requests and jobs need.
    pub fn new(settings: Settings, db: Db) -> Result<Self, StartError> {
        let transport: Transport = match &settings.mail.smtp_url {
            Some(url) => Smtp::from_url(url.expose_secret())
                .map_err(|error| StartError::Smtp(error.to_string()))?
                .into(),
            None => Files::new(settings.mail.dir.clone()).into(),
        };
        Self::with_transport(settings, db, transport)
    }

    /// The same with another way for mails.
    pub fn with_transport(
        settings: Settings,
        db: Db,
        transport: Transport,
    ) -> Result<Self, StartError> {
        let sender: Sender = settings.mail.from.parse().map_err(|_| StartError::Sender)?;
        let keys = Keys::of(&settings);
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let pages = Pages::load(&settings.spa_dir).map_err(|source| StartError::Pages {
            folder: settings.spa_dir.display().to_string(),
            source,
        })?;
        Ok(Self {
            hasher: PasswordHasher::start(settings.password_cost, &keys.pepper, threads)?,
            brand: Brand::neutral(&settings.public_origin, sender.clone()),
            post_office: PostOffice::new(sender, transport),
            routes: Routes::new(api::ROUTES),
            metrics: Metrics::new()?,
            token_keys: TokenKeys::default(),
            quotas: Quotas::default(),
            call_log: CallLog::default(),
            pages,
            keys,
            db,
            settings,
        })
    }
}

/// The application as actix runs it.
pub fn build(
    app: Data<App>,
) -> ActixApp<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<BoxBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let demo = app.settings.demo;
    ActixApp::new()
        .app_data(app)
        .wrap(from_fn(envelope))
        .service(
            web::scope(minato_types::endpoints::BASE)
                .wrap(from_fn(guard))
                .configure(|config| api::mount(&mut ServiceConfig::new(config))),
        )
        .configure(oauth::mount)
        .configure(|config| pages::mount(config, demo))
}
