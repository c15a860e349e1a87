//! The demo data: neutral companies around today. Loading it twice changes nothing.
//!
//! To add a company: a file with its `company` and, if it has any, its applications; a line
//! in [`insert_all`].

mod applications;
mod company;
mod contracts;
mod crowd;
mod crowd_of_contracts;
mod hatoba_insatsu;
mod minato_shoji;
mod misaki_sekkei;
mod services;
mod shiosai;
mod todai_butsuryu;

use minato_db::models::members;
use minato_db::{DbError, WriteTx};
use minato_types::FieldRule;
use minato_types::rules::business_days::OutsideCalendar;
use minato_types::values::MemberNumber;

use crate::app::App;
use crate::auth::keys::Keys;
use crate::http::ApiError;
use applications::Almanac;
use company::{Company, Employed};
use services::Catalogue;

pub use hatoba_insatsu::TOTP_SECRET;
pub use minato_shoji::{CLIENT_ID, CLIENT_SECRET};

/// The password of every demo account.
pub const PASSWORD: &str = "Minato-demo-2026";

/// How much is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Everything.
    Whole,
    /// Every company, but dozens where there are thousands: for tests, which load it often.
    Small,
}

/// Loads what is not there yet; false if all of it was.
pub async fn load(app: &App, extent: Extent) -> Result<bool, Box<dyn std::error::Error>> {
    let hash = app.hasher.hash(PASSWORD, app.db.entropy().as_ref()).await?;
    let keys = Keys::of(&app.settings);
    let rule = app.settings.port_deadline;
    let origin = app.settings.public_origin.clone();
    let loaded = app.db.write(move |tx| {
        let almanac = Almanac::load(tx, rule, keys)?;
        insert_all(tx, &almanac, &origin, &hash, extent)
    });
    Ok(loaded.await?)
}

/// Why a piece of demo data could not be loaded.
#[derive(Debug, thiserror::Error)]
enum DemoError {
    #[error(transparent)]
    Database(#[from] DbError),
    #[error("the demo data breaks a rule: {0}")]
    Rule(#[from] FieldRule),
    #[error(transparent)]
    Calendar(#[from] OutsideCalendar),
    #[error("the demo's carrier has no service {0}")]
    UnknownService(String),
    #[error("the demo's authenticator app: {0}")]
    App(#[from] ApiError),
}

fn insert_all(
    tx: &mut WriteTx<'_>,
    almanac: &Almanac,
    origin: &str,
    hash: &str,
    extent: Extent,
) -> Result<bool, DemoError> {
    // The big one first, so that the others get numbers of a service that has been used.
    let mut loaded = false;
    let catalogue = Catalogue::load(tx)?;
    let todai = todai_butsuryu::company(extent);
    if let Some(employed) = insert(tx, &todai, almanac, hash)? {
        todai_butsuryu::insert_applications(tx, &todai, &employed, almanac, extent)?;
        todai_butsuryu::insert_contracts(tx, &employed, &catalogue, almanac, extent)?;
        loaded = true;
    }
    if let Some(employed) = insert(tx, &minato_shoji::company(extent), almanac, hash)? {
        minato_shoji::insert_applications(tx, &employed, almanac, extent)?;
        minato_shoji::insert_contracts(tx, &employed, &catalogue, almanac.today())?;
        loaded = true;
    }
    loaded |= insert(tx, &shiosai::company(), almanac, hash)?.is_some();
    if let Some(employed) = insert(tx, &misaki_sekkei::company(), almanac, hash)? {
        misaki_sekkei::insert_contracts(tx, &employed, &catalogue, almanac.today())?;
        misaki_sekkei::allow_networks(tx, &employed)?;
        loaded = true;
    }
    if let Some(employed) = insert(tx, &hatoba_insatsu::company(), almanac, hash)? {
        hatoba_insatsu::set_up_app(tx, almanac.keys(), &employed)?;
        // Tests look at every mail: those that load the demo often begin without one.
        if extent == Extent::Whole {
            let office = (almanac.keys(), origin);
            hatoba_insatsu::invite_colleague(tx, office, &employed, almanac.today())?;
        }
        loaded = true;
    }
    Ok(loaded)
}

/// Inserts a company with its people; `None` if it was there.
fn insert(
    tx: &mut WriteTx<'_>,
    company: &Company,
    almanac: &Almanac,
    hash: &str,
) -> Result<Option<Employed>, DemoError> {
    let number = MemberNumber::parse(company.number)?;
    if members::find_by_number(tx, &number)?.is_some() {
        return Ok(None);
    }
    company.insert(tx, number, almanac.today(), hash).map(Some)
}
