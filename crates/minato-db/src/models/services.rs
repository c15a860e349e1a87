//! The carrier's services, the same for every member.

use diesel::prelude::*;
use minato_types::services::ServiceCategory;
use minato_types::values::ServiceId;

use crate::schema::services;
use crate::{AsText, DbError, Tx, WriteTx};

/// A service.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = services)]
pub struct Service {
    /// The id.
    pub id: AsText<ServiceId>,
    /// The short name in paths and files.
    pub code: String,
    /// What kind of service it is.
    pub category: AsText<ServiceCategory>,
    /// The name in Japanese.
    pub name_ja: String,
    /// The name in English.
    pub name_en: String,
    /// Whether its contracts have settings behind the door of the settings site.
    pub has_settings: bool,
    /// Its place in its category.
    pub position: i64,
    /// Grows with every change.
    pub version: i64,
}

/// A service to be registered.
#[derive(Debug, Clone)]
pub struct NewService {
    /// The short name: small letters, digits, hyphens.
    pub code: String,
    /// What kind of service it is.
    pub category: ServiceCategory,
    /// The name in Japanese.
    pub name_ja: String,
    /// The name in English.
    pub name_en: String,
    /// Whether its contracts have settings of their own.
    pub has_settings: bool,
    /// Its place in its category.
    pub position: u32,
}

/// Registers a service.
pub fn insert(tx: &mut WriteTx<'_>, new: &NewService) -> Result<ServiceId, DbError> {
    let (id, now) = (ServiceId(tx.new_id()), tx.now().naive_utc());
    diesel::insert_into(services::table)
        .values((
            services::id.eq(id.to_string()),
            services::code.eq(&new.code),
            services::category.eq(new.category.as_str()),
            services::name_ja.eq(&new.name_ja),
            services::name_en.eq(&new.name_en),
            services::has_settings.eq(new.has_settings),
            services::position.eq(i64::from(new.position)),
            services::created_at.eq(now),
            services::updated_at.eq(now),
            services::version.eq(1),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// Every service, in the order in which categories and services are shown.
pub fn all(tx: &mut impl Tx) -> Result<Vec<Service>, DbError> {
    let mut all: Vec<Service> = services::table
        .order((services::position, services::code))
        .select(Service::as_select())
        .load(tx.conn())?;
    all.sort_by_key(|service| service.category.0.position());
    Ok(all)
}

/// The service with this short name.
pub fn find(tx: &mut impl Tx, code: &str) -> Result<Option<Service>, DbError> {
    Ok(services::table
        .filter(services::code.eq(code))
        .select(Service::as_select())
        .first(tx.conn())
        .optional()?)
}

/// A service as it is to be; its short name stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceChange {
    /// What kind of service it is.
    pub category: ServiceCategory,
    /// The name in Japanese. Contracts are searched by it: see `contracts::renamed`.
    pub name_ja: String,
    /// The name in English; the same.
    pub name_en: String,
    /// Whether its contracts have settings of their own.
    pub has_settings: bool,
    /// Its place in its category.
    pub position: i64,
}

/// Changes a service that still has this version; false if somebody was faster.
pub fn update(
    tx: &mut WriteTx<'_>,
    service: &Service,
    change: &ServiceChange,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let same = services::table
        .find(service.id.0.to_string())
        .filter(services::version.eq(service.version));
    let rows = diesel::update(same)
        .set((
            services::category.eq(change.category.as_str()),
            services::name_ja.eq(&change.name_ja),
            services::name_en.eq(&change.name_en),
            services::has_settings.eq(change.has_settings),
            services::position.eq(change.position),
            services::updated_at.eq(now),
            services::version.eq(service.version + 1),
        ))
        .execute(tx.conn())?;
    Ok(super::changed(rows))
}
