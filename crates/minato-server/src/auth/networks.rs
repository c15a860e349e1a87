//! From where people may come: the networks that their member allows, unless their account may
//! come from anywhere.
//!
//! Sessions are looked at by the guard, at every request. Here is what is asked elsewhere: when
//! somebody has proved himself, and when an admin changes who may come from where.

use std::net::IpAddr;

use actix_web::HttpRequest;
use minato_db::models::accounts::{self, Account};
use minato_db::models::members::{self, Member};
use minato_db::models::sessions::LiveSession;
use minato_db::{DbError, WriteTx};
use minato_types::ProblemCode;
use minato_types::values::SecondFactor;

use super::sign_in::Browser;
use super::sign_in_history;
use crate::http::{ApiError, Caller, client_address};

/// Whether somebody who has just proved himself must stay outside, which is written down. Nobody
/// else is told: who has not proved himself learns nothing of the networks.
pub fn keep_out(
    tx: &mut WriteTx<'_>,
    account: &Account,
    member: &Member,
    factor: Option<SecondFactor>,
    browser: &Browser,
) -> Result<bool, DbError> {
    if member.lets_in(account, browser.ip) {
        return Ok(false);
    }
    sign_in_history::address_refused(tx, account, factor, browser)?;
    Ok(true)
}

/// The session of an admin who changes who may come from where, and from where he asks.
#[derive(Debug, Clone)]
pub struct Asker {
    /// The session.
    pub live: LiveSession,
    /// The address of this request.
    pub address: Option<IpAddr>,
}

impl Asker {
    /// Who asks by this request.
    pub fn of(request: &HttpRequest, caller: &Caller) -> Result<Self, ApiError> {
        Ok(Self {
            live: caller.session()?.clone(),
            address: client_address::ip(request),
        })
    }

    /// His account and his member as they are now. Refuses him if he has been kept out since the
    /// guard looked: two admins must not keep each other out. The transaction holds the member.
    pub fn still_inside(&self, tx: &mut WriteTx<'_>) -> Result<(Account, Member), ApiError> {
        let (scope, id) = (self.live.account.scope(), self.live.account.id.0);
        let (account, member) = (accounts::get(tx, scope, id)?, members::get(tx, scope)?);
        if member.lets_in(&account, self.address) {
            Ok((account, member))
        } else {
            Err(ProblemCode::AddressRefused.into())
        }
    }

    /// The address as a broken rule names it.
    pub fn address_text(&self) -> String {
        self.address.map_or_else(String::new, |ip| ip.to_string())
    }
}
