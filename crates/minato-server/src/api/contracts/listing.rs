//! What a query asks for, in the words of the database.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDateTime};
use minato_db::models::contracts::list::{Filter, Key, Order, Row, Start};
use minato_types::contracts::{ContractSort as Sort, ListContractsQuery};
use minato_types::rules::keyword_search;
use minato_types::values::Language;
use minato_types::{FieldErrors, FieldRule};

/// A list of contracts that somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listing {
    pub(super) filter: Filter,
    pub(super) order: Order,
    pub(super) start: Start,
    /// Rows on a page.
    pub(super) size: u32,
}

impl Listing {
    /// The list that `query` asks for, for a reader of this language.
    pub(super) fn of(query: &ListContractsQuery, language: Language) -> Result<Self, FieldErrors> {
        let sort = query.sort.as_deref().map(str::parse).transpose();
        let sort: Sort = sort.map_err(at("sort"))?.unwrap_or_default();
        let start = match &query.cursor {
            None => Start::Offset(u64::from(query.number() - 1) * u64::from(query.size())),
            Some(cursor) => {
                let key = key_in(cursor, sort).ok_or(FieldRule::InvalidCursor);
                Start::Behind(key.map_err(at("cursor"))?)
            }
        };
        Ok(Self {
            filter: filter(query)?,
            order: Order { sort, language },
            start,
            size: query.size(),
        })
    }
}

/// The filter of a query.
pub(super) fn filter(query: &ListContractsQuery) -> Result<Filter, FieldErrors> {
    let status = query.status.as_deref().map(str::parse).transpose();
    let permission = query.permission.as_deref().map(str::parse).transpose();
    Ok(Filter {
        service: query.service.clone(),
        status: status.map_err(at("status"))?,
        words: keyword_search::plain_words(query.q.as_deref().unwrap_or_default()),
        permission: permission.map_err(at("permission"))?,
    })
}

fn at(field: &'static str) -> impl Fn(FieldRule) -> FieldErrors {
    move |rule| FieldErrors::one(field, rule)
}

/// The cursor of what stands behind `row`: the order, its number, and what it is ordered by.
pub(super) fn cursor_behind(row: &Row, order: Order) -> String {
    let place = match Key::of(row, order) {
        Key::Status(rank, number) => format!("{number} {rank}"),
        Key::Number(number) => number,
        Key::Site(site, number) => format!("{number} {site}"),
        Key::Service(name, rank, number) => format!("{number} {rank} {name}"),
        Key::StatusSince(at, number) => format!("{number} {}", at.and_utc().timestamp_micros()),
    };
    URL_SAFE_NO_PAD.encode(format!("{} {place}", order.sort.as_str()))
}

/// The place that a cursor of this order names.
fn key_in(cursor: &str, sort: Sort) -> Option<Key> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    // No database holds a text with this in it.
    if text.contains('\0') {
        return None;
    }
    let place = text.strip_prefix(sort.as_str())?.strip_prefix(' ')?;
    if matches!(sort, Sort::Number | Sort::NumberDescending) {
        return Some(Key::Number(place.to_owned()));
    }
    let (number, place) = place.split_once(' ')?;
    let number = number.to_owned();
    Some(match sort {
        Sort::Status => Key::Status(place.parse().ok()?, number),
        Sort::Number | Sort::NumberDescending => Key::Number(number),
        Sort::Site | Sort::SiteDescending => Key::Site(place.to_owned(), number),
        Sort::Service => {
            let (rank, name) = place.split_once(' ')?;
            Key::Service(name.to_owned(), rank.parse().ok()?, number)
        }
        Sort::StatusSince | Sort::StatusSinceDescending => Key::StatusSince(time(place)?, number),
    })
}

fn time(microseconds: &str) -> Option<NaiveDateTime> {
    let at = DateTime::from_timestamp_micros(microseconds.parse().ok()?)?;
    Some(at.naive_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_in_its_own_order_only() {
        let cursor = URL_SAFE_NO_PAD.encode("-site N123456789 東京 本社");
        let key = Key::Site("東京 本社".to_owned(), "N123456789".to_owned());
        assert_eq!(key_in(&cursor, Sort::SiteDescending), Some(key));
        for &sort in Sort::ALL {
            if sort != Sort::SiteDescending {
                assert_eq!(key_in(&cursor, sort), None, "{sort:?}");
            }
        }
    }

    #[test]
    fn what_no_answer_gave_is_no_cursor() {
        for text in ["", "status", "status N123456789", "status N123456789 x"] {
            let forged = URL_SAFE_NO_PAD.encode(text);
            assert_eq!(key_in(&forged, Sort::Status), None, "{text:?}");
        }
        for text in [
            "statusSince N123456789 1e9",
            "statusSince N123456789 9223372036854775807",
        ] {
            let forged = URL_SAFE_NO_PAD.encode(text);
            assert_eq!(key_in(&forged, Sort::StatusSince), None, "{text:?}");
        }
        let nothing = URL_SAFE_NO_PAD.encode("number N12345\u{0}");
        assert_eq!(key_in(&nothing, Sort::Number), None);
        assert_eq!(key_in("not base64!", Sort::Number), None);
    }
}
