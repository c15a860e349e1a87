//! The time of the browser. Nothing is decided by it: the server decides.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use leptos::prelude::*;
use std::time::Duration;

/// The time of this browser.
pub fn now() -> DateTime<Utc> {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 fit"
    )]
    let milliseconds = js_sys::Date::now() as i64;
    DateTime::from_timestamp_millis(milliseconds).unwrap_or_default()
}

/// Today in Japan, by the clock of this browser.
pub fn today_in_japan() -> NaiveDate {
    japan_time(now()).date()
}

/// The time of this browser, told anew every second as long as the caller lives.
pub fn ticking() -> Signal<DateTime<Utc>> {
    let time = RwSignal::new(now());
    let ticks = set_interval_with_handle(move || time.set(now()), Duration::from_secs(1));
    if let Ok(ticks) = ticks {
        on_cleanup(move || ticks.clear());
    }
    time.into()
}

/// A moment as clocks in `zone` show it; without a zone, as this browser's clock does.
#[cfg(target_arch = "wasm32")]
pub fn wall_time(at: DateTime<Utc>, zone: Option<&str>) -> NaiveDateTime {
    use wasm_bindgen::JsValue;

    let options = js_sys::Object::new();
    if let Some(zone) = zone {
        // Setting a key of a fresh object cannot fail.
        let _ = js_sys::Reflect::set(&options, &"timeZone".into(), &JsValue::from_str(zone));
    }
    #[allow(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit")]
    let date = js_sys::Date::new(&JsValue::from_f64(at.timestamp_millis() as f64));
    // Swedish writes `2026-09-17 14:30:00`, in every browser.
    let text = date.to_locale_string("sv-SE", &options);
    text.as_string()
        .and_then(|text| parse(&text))
        .unwrap_or_else(|| japan_time(at))
}

/// A moment as clocks in Japan show it: without a browser there is no other zone.
#[cfg(not(target_arch = "wasm32"))]
pub fn wall_time(at: DateTime<Utc>, _zone: Option<&str>) -> NaiveDateTime {
    japan_time(at)
}

/// Japan has had one offset without summer time since 1951.
fn japan_time(at: DateTime<Utc>) -> NaiveDateTime {
    at.naive_utc() + TimeDelta::hours(9)
}

#[cfg_attr(
    not(target_arch = "wasm32"),
    allow(dead_code, reason = "tested on the host")
)]
fn parse(text: &str) -> Option<NaiveDateTime> {
    let mut numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let mut next = || numbers.next()?.parse::<u32>().ok();
    let (year, month, day) = (i32::try_from(next()?).ok()?, next()?, next()?);
    let (hour, minute, second) = (next()?, next()?, next()?);
    chrono::NaiveDate::from_ymd_opt(year, month, day)?.and_hms_opt(hour, minute, second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_s_answer_is_read_as_date_and_time() {
        let read = parse("2026-09-17 14:30:05").map(|time| time.to_string());
        assert_eq!(read.as_deref(), Some("2026-09-17 14:30:05"));
        assert_eq!(parse("nonsense"), None);
        assert_eq!(parse("2026-13-40 14:30:05"), None);
    }

    #[test]
    fn japan_is_nine_hours_ahead() {
        let at = DateTime::from_timestamp(1_789_600_000, 0).unwrap();
        assert_eq!(wall_time(at, None) - at.naive_utc(), TimeDelta::hours(9));
    }
}
