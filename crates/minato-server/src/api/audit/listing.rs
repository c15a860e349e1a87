//! What a query asks for, in the words of the database.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Days, NaiveDateTime};
use minato_db::audit::list::{Filter, Key, Start};
use minato_db::audit::names;
use minato_db::{DbError, TenantScope, Tx};
use minato_types::audit::{AuditAction, AuditActionGroup, ListAuditEventsQuery};
use minato_types::rules::japan_time;
use minato_types::values::parse_day;
use minato_types::{FieldErrors, FieldRule};

/// A part of the trail that somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listing {
    /// Everything but the things that the search means.
    conditions: Filter,
    /// What is searched for.
    q: Option<String>,
    pub(super) start: Start,
    /// Rows on a page.
    pub(super) size: u32,
}

impl Listing {
    /// The part that `query` asks for. The fields were validated on arrival; a fault here would
    /// be told in the same way.
    pub(super) fn of(query: &ListAuditEventsQuery) -> Result<Self, FieldErrors> {
        let start = match &query.cursor {
            None => Start::Offset(u64::from(query.number() - 1) * u64::from(query.size())),
            Some(cursor) => {
                let key = key_in(cursor).ok_or(FieldRule::InvalidCursor);
                Start::Behind(key.map_err(at("cursor"))?)
            }
        };
        let actor = query.actor.as_deref().map(str::parse).transpose();
        let searched = query.q.as_deref().map(str::trim);
        Ok(Self {
            conditions: Filter {
                from: beginning(query.from.as_deref()).map_err(at("from"))?,
                before: end(query.to.as_deref()).map_err(at("to"))?,
                actor: actor.map_err(at("actor"))?,
                actions: actions(query)?,
                subjects: None,
            },
            q: searched.filter(|q| !q.is_empty()).map(str::to_owned),
            start,
            size: query.size(),
        })
    }

    /// The filter, once it is known what the search means.
    pub(super) fn filter(&self, tx: &mut impl Tx, scope: TenantScope) -> Result<Filter, DbError> {
        let subjects = match &self.q {
            None => None,
            Some(q) => Some(names::search(tx, scope, q)?),
        };
        Ok(Filter {
            subjects,
            ..self.conditions.clone()
        })
    }
}

/// The actions that both `action` and `group` allow; none means all. An action of another group
/// leaves the group's others out too: there is no event of both.
fn actions(query: &ListAuditEventsQuery) -> Result<Vec<AuditAction>, FieldErrors> {
    let action: Option<AuditAction> = query
        .action
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(at("action"))?;
    let group: Option<AuditActionGroup> = query
        .group
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(at("group"))?;
    let Some(group) = group else {
        return Ok(action.into_iter().collect());
    };
    let of_group = AuditAction::ALL
        .iter()
        .copied()
        .filter(|one| one.group() == group);
    let both: Vec<AuditAction> = of_group
        .filter(|one| action.is_none_or(|only| only == *one))
        .collect();
    if both.is_empty() {
        return Err(FieldErrors::one("action", FieldRule::UnknownChoice));
    }
    Ok(both)
}

/// The first instant of a day in Japan.
fn beginning(day: Option<&str>) -> Result<Option<NaiveDateTime>, FieldRule> {
    let day = day.map(parse_day).transpose()?;
    let before = day.and_then(|day| day.checked_sub_days(Days::new(1)));
    Ok(before.map(|day| japan_time::end_of(day).naive_utc()))
}

/// The first instant after a day in Japan.
fn end(day: Option<&str>) -> Result<Option<NaiveDateTime>, FieldRule> {
    let day = day.map(parse_day).transpose()?;
    Ok(day.map(|day| japan_time::end_of(day).naive_utc()))
}

fn at(field: &'static str) -> impl Fn(FieldRule) -> FieldErrors {
    move |rule| FieldErrors::one(field, rule)
}

/// The cursor of what stands behind a place.
pub(super) fn cursor_behind(Key { at, seq }: Key) -> String {
    URL_SAFE_NO_PAD.encode(format!("{} {seq}", at.and_utc().timestamp_micros()))
}

/// The place that a cursor names.
fn key_in(cursor: &str) -> Option<Key> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let (at, seq) = text.split_once(' ')?;
    Some(Key {
        at: DateTime::from_timestamp_micros(at.parse().ok()?)?.naive_utc(),
        seq: seq.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        let at = DateTime::from_timestamp_micros(1_800_000_000_123_456).unwrap();
        let key = Key {
            at: at.naive_utc(),
            seq: 42,
        };
        assert_eq!(key_in(&cursor_behind(key)), Some(key));
        for text in ["", "1", "1 x", "x 1", "9223372036854775807 1", "1 2 3"] {
            assert_eq!(key_in(&URL_SAFE_NO_PAD.encode(text)), None, "{text:?}");
        }
        assert_eq!(key_in("not base64!"), None);
    }

    #[test]
    fn days_are_days_in_japan() {
        let day = |day| beginning(Some(day)).unwrap().unwrap().to_string();
        assert_eq!(day("2026-11-22"), "2026-11-21 15:00:00");
        let after = end(Some("2026-11-22")).unwrap().unwrap().to_string();
        assert_eq!(after, "2026-11-22 15:00:00");
    }

    #[test]
    fn a_group_is_its_actions() {
        let query = |action: Option<&str>, group: &str| ListAuditEventsQuery {
            action: action.map(str::to_owned),
            group: Some(group.to_owned()),
            ..ListAuditEventsQuery::default()
        };
        let exports = actions(&query(None, "exports")).unwrap();
        assert!(exports.contains(&AuditAction::AuditExported) && exports.len() > 2);
        let one = actions(&query(Some("auditExported"), "exports")).unwrap();
        assert_eq!(one, [AuditAction::AuditExported]);
        assert!(actions(&query(Some("signedIn"), "exports")).is_err());
    }
}
