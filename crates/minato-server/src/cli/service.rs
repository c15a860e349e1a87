use minato_db::audit::Actor;
use minato_db::models::services;
use minato_db::{Db, DbError};
use minato_types::service_catalogue::UpdateServiceRequest;
use minato_types::services::ServiceCategory;
use minato_types::values::{ServiceCode, ServiceTitle};

use crate::api::operator::update_service::update;
use crate::auth::keys::Keys;
use crate::http::ApiError;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    /// Show the carrier's services
    List,
    /// Rename or change a service; a running server lets its contracts be found by the new names
    Update(Update),
}

#[derive(Debug, clap::Args)]
pub(super) struct Update {
    /// The short name, which stays
    #[arg(value_parser = ServiceCode::parse)]
    code: ServiceCode,
    /// The name in Japanese
    #[arg(long, value_parser = ServiceTitle::parse)]
    name_ja: Option<ServiceTitle>,
    /// The name in English
    #[arg(long, value_parser = ServiceTitle::parse)]
    name_en: Option<ServiceTitle>,
    /// What kind of service it is, such as voice
    #[arg(long)]
    category: Option<ServiceCategory>,
    /// Whether its contracts have settings: true or false
    #[arg(long)]
    has_settings: Option<bool>,
}

pub(super) fn run(verb: Verb) -> super::Result {
    let (settings, db) = super::open()?;
    let keys = Keys::of(&settings);
    let told = super::block_on(async {
        match verb {
            Verb::List => list(&db).await,
            Verb::Update(args) => change(&db, keys, args).await,
        }
    })?;
    super::print(&told);
    Ok(())
}

async fn list(db: &Db) -> super::Result<String> {
    let all: Result<_, DbError> = db.read(|tx| services::all(tx)).await;
    let lines = all?.into_iter().map(|service| {
        let settings = if service.has_settings { "settings" } else { "" };
        let (code, category) = (service.code, service.category.0);
        let (ja, en) = (service.name_ja, service.name_en);
        format!("{code}\t{category}\t{ja}\t{en}\t{settings}\n")
    });
    Ok(lines.collect())
}

async fn change(db: &Db, keys: Keys, args: Update) -> super::Result<String> {
    let code = args.code;
    let request = UpdateServiceRequest {
        category: args.category.map(|category| category.as_str().to_owned()),
        name_ja: args.name_ja.map(|title| title.as_str().to_owned()),
        name_en: args.name_en.map(|title| title.as_str().to_owned()),
        has_settings: args.has_settings,
        position: None,
    };
    let asked = code.clone();
    let changed = db
        .write(move |tx| {
            let Some(found) = services::find(tx, asked.as_str())? else {
                return Ok(false);
            };
            let by = (&keys, Actor::CommandLine);
            update(tx, by, asked.as_str(), found.version, &request)?;
            Ok::<_, ApiError>(true)
        })
        .await?;
    if changed {
        Ok(format!("Changed {}.\n", code.as_str()))
    } else {
        Err(format!("there is no service {}", code.as_str()).into())
    }
}
