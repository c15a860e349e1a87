//! What a query asks for, in the words of the database.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use minato_db::models::port_applications::PortApplication;
use minato_db::models::port_applications::list::{Filter, Key, Start};
use minato_types::port_applications::{ListPortApplicationsQuery, PortApplicationSort as Sort};
use minato_types::rules::billing_month::BillingMonth;
use minato_types::rules::keyword_search;
use minato_types::values::parse_day;
use minato_types::{FieldErrors, FieldRule};

use super::at;

/// A list of applications that somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listing {
    pub(super) filter: Filter,
    pub(super) sort: Sort,
    pub(super) start: Start,
    /// Rows on a page.
    pub(super) size: u32,
}

impl Listing {
    /// The list that `query` asks for; `closing_day` is that of the member.
    pub(super) fn of(
        query: &ListPortApplicationsQuery,
        closing_day: u8,
    ) -> Result<Self, FieldErrors> {
        let sort = match &query.sort {
            None => Sort::default(),
            Some(sort) => sort.parse().map_err(at("sort"))?,
        };
        let start = match &query.cursor {
            None => Start::Offset(u64::from(query.number() - 1) * u64::from(query.size())),
            Some(cursor) => {
                let key = key_in(cursor, sort).ok_or(FieldRule::InvalidCursor);
                Start::Behind(key.map_err(at("cursor"))?)
            }
        };
        Ok(Self {
            filter: filter(query, closing_day)?,
            sort,
            start,
            size: query.size(),
        })
    }
}

/// Month and period together mean the days that lie in both.
fn filter(query: &ListPortApplicationsQuery, closing_day: u8) -> Result<Filter, FieldErrors> {
    let month = query.month.as_deref().map(BillingMonth::parse);
    let month = month.transpose().map_err(at("month"))?;
    let (first, last) = month.map(|month| month.period(closing_day)).unzip();
    let from = query.from.as_deref().map(parse_day);
    let from = from.transpose().map_err(at("from"))?;
    let to = query.to.as_deref().map(parse_day);
    let to = to.transpose().map_err(at("to"))?;
    let state = query.state.as_deref().map(str::parse);
    Ok(Filter {
        from: first.max(from),
        to: last.into_iter().chain(to).min(),
        words: keyword_search::words(query.q.as_deref().unwrap_or_default()),
        state: state.transpose().map_err(at("state"))?,
    })
}

/// The cursor of what stands behind `row`: the order and the place in it.
pub(super) fn cursor_behind(row: &PortApplication, sort: Sort) -> String {
    let place = match Key::of(row, sort) {
        Key::Number(serial) => format!("{serial}"),
        Key::EffectiveDate(day, serial) => format!("{day} {serial}"),
        Key::AddedPorts(ports, serial) => format!("{ports} {serial}"),
    };
    URL_SAFE_NO_PAD.encode(format!("{} {place}", sort.as_str()))
}

/// The place that a cursor of this order names.
fn key_in(cursor: &str, sort: Sort) -> Option<Key> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let mut parts = text.split(' ');
    if parts.next() != Some(sort.as_str()) {
        return None;
    }
    let key = match sort {
        Sort::Number | Sort::NumberDescending => Key::Number(parts.next()?.parse().ok()?),
        Sort::EffectiveDate | Sort::EffectiveDateDescending => {
            Key::EffectiveDate(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)
        }
        Sort::AddedPorts | Sort::AddedPortsDescending => {
            Key::AddedPorts(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)
        }
    };
    parts.next().is_none().then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> chrono::NaiveDate {
        text.parse().unwrap()
    }

    fn days(query: &ListPortApplicationsQuery) -> (Option<String>, Option<String>) {
        let filter = filter(query, 20).unwrap();
        (
            filter.from.map(|day| day.to_string()),
            filter.to.map(|day| day.to_string()),
        )
    }

    #[test]
    fn month_and_period_together_mean_what_lies_in_both() {
        let query = |month: Option<&str>, from: Option<&str>, to: Option<&str>| {
            days(&ListPortApplicationsQuery {
                month: month.map(str::to_owned),
                from: from.map(str::to_owned),
                to: to.map(str::to_owned),
                ..ListPortApplicationsQuery::default()
            })
        };
        let some = |from: &str, to: &str| (Some(from.to_owned()), Some(to.to_owned()));
        assert_eq!(query(None, None, None), (None, None));
        let month = query(Some("2021-02"), None, None);
        assert_eq!(month, some("2021-02-21", "2021-03-20"));
        let both = query(Some("2021-02"), Some("2021-03-01"), Some("2021-04-30"));
        assert_eq!(both, some("2021-03-01", "2021-03-20"));
        let until = query(None, None, Some("2021-03-05"));
        assert_eq!(until, (None, Some("2021-03-05".to_owned())));
    }

    #[test]
    fn a_cursor_is_read_in_its_own_order_only() {
        let cursor = URL_SAFE_NO_PAD.encode("-effectiveDate 2026-12-01 17");
        let key = Key::EffectiveDate(day("2026-12-01"), 17);
        assert_eq!(key_in(&cursor, Sort::EffectiveDateDescending), Some(key));
        for &sort in Sort::ALL {
            if sort != Sort::EffectiveDateDescending {
                assert_eq!(key_in(&cursor, sort), None, "{sort:?}");
            }
        }
        for text in [
            "",
            "number",
            "number x",
            "number 1 2",
            "number -1",
            "number 1 ",
        ] {
            let forged = URL_SAFE_NO_PAD.encode(text);
            assert_eq!(key_in(&forged, Sort::Number), None, "{text:?}");
        }
        assert_eq!(key_in("not base64!", Sort::Number), None);
    }
}
