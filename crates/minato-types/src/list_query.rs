//! What the parameters of lists share.

use chrono::NaiveDate;

use crate::page::{MAX_PAGE, MAX_PAGE_SIZE};
use crate::values::parse_day;
use crate::{FieldErrors, FieldRule};

/// The longest text that is searched for, in characters.
pub const MAX_SEARCH_LENGTH: u32 = 100;

/// Adds what is wrong with a search text.
pub(crate) fn check_search(q: Option<&str>, errors: &mut FieldErrors) {
    let max = MAX_SEARCH_LENGTH;
    if q.is_some_and(|q| q.chars().count() > max as usize) {
        errors.add("q", FieldRule::TooLong { max });
    }
    check_storable("q", q, errors);
}

/// Refuses what no text in a database can hold.
pub(crate) fn check_storable(field: &str, text: Option<&str>, errors: &mut FieldErrors) {
    if text.is_some_and(|text| text.contains('\0')) {
        errors.add(field, FieldRule::InvalidCharacters);
    }
}

/// Adds what is wrong with the first and the last day, which may both be left out. Answers them
/// where both are days.
pub(crate) fn check_period(
    from: Option<&str>,
    to: Option<&str>,
    errors: &mut FieldErrors,
) -> Option<(NaiveDate, NaiveDate)> {
    let from = from.and_then(|day| errors.check("from", parse_day(day)));
    let to = to.and_then(|day| errors.check("to", parse_day(day)));
    let (from, to) = from.zip(to)?;
    if to < from {
        errors.add("to", FieldRule::EndsBeforeStart);
    }
    Some((from, to))
}

/// Adds what is wrong with a page and its size.
pub(crate) fn check_page(page: Option<u32>, size: Option<u32>, errors: &mut FieldErrors) {
    let range = |max: u32| FieldRule::OutOfRange {
        min: 1,
        max: max.into(),
    };
    if page.is_some_and(|page| !(1..=MAX_PAGE).contains(&page)) {
        errors.add("page", range(MAX_PAGE));
    }
    if size.is_some_and(|size| !(1..=MAX_PAGE_SIZE).contains(&size)) {
        errors.add("pageSize", range(MAX_PAGE_SIZE));
    }
}

/// Adds what is wrong with a place in a list: people turn to a page, programs follow a cursor.
pub(crate) fn check_place(
    page: Option<u32>,
    size: Option<u32>,
    cursor: Option<&str>,
    errors: &mut FieldErrors,
) {
    check_page(page, size, errors);
    if page.is_some() && cursor.is_some() {
        errors.add("cursor", FieldRule::PageOrCursor);
    }
}
