use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use leptos::prelude::*;
use minato_types::audit::{AuditAction, AuditEvent};
use minato_types::rules::browser_name::browser_name;
use minato_types::values::TimeZone;

use super::changes::changes;
use super::sentence::sentence;
use super::values::group_name;
use crate::clock;
use crate::format;
use crate::language::{filled_text, text};
use crate::session::use_session;
use crate::view::{each, nothing};

/// The events, a part for each day, by the clocks of the reader.
pub(super) fn days(events: Vec<AuditEvent>) -> AnyView {
    let session = use_session().now();
    let zone = session.map(|session| session.account.time_zone);
    let zone = zone.as_ref().map(TimeZone::as_str);
    let parts = by_day(events, |at| clock::wall_time(at, zone));
    each(parts, |(date, events)| day(date, events))
}

/// An event with its time on the clocks of the reader.
type Timed = (NaiveDateTime, AuditEvent);

/// The events with their times, in parts of one day each, in the order in which they came.
fn by_day(
    events: Vec<AuditEvent>,
    clock: impl Fn(DateTime<Utc>) -> NaiveDateTime,
) -> Vec<(NaiveDate, Vec<Timed>)> {
    let mut days: Vec<(NaiveDate, Vec<Timed>)> = Vec::new();
    for event in events {
        let at = clock(event.at);
        match days.last_mut() {
            Some((date, events)) if *date == at.date() => events.push((at, event)),
            _ => days.push((at.date(), vec![(at, event)])),
        }
    }
    days
}

fn day(date: NaiveDate, events: Vec<Timed>) -> AnyView {
    let id = format!("day-{date}");
    let named_by = id.clone();
    let words = filled_text(move |language| format::date(date, language));
    view! {
        <section class="trail__day" aria-labelledby=named_by>
            <h2 class="trail__date numbers" id=id>
                {words}
            </h2>
            <ul class="trail__events">{each(events, |(at, event)| row(at, &event))}</ul>
        </section>
    }
    .into_any()
}

fn row(at: NaiveDateTime, event: &AuditEvent) -> AnyView {
    let machine_readable = event.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    view! {
        <li class="trail__event">
            <time class="trail__time numbers" datetime=machine_readable>
                {format::time(at)}
            </time>
            <div class="trail__what">
                <p class="trail__sentence">{sentence(event)}</p>
                {changes(&event.changes)}
                {details(event)}
            </div>
            <span class="trail__group">{group_name(event.action.group())}</span>
        </li>
    }
    .into_any()
}

/// What explains the event, or that it was removed.
fn details(event: &AuditEvent) -> AnyView {
    if event.text_removed {
        return view! { <p class="trail__text">{text!(audit.textRemoved)}</p> }.into_any();
    }
    match &event.text {
        Some(text) if event.changes.is_empty() => {
            let words = explanation(event.action, text);
            view! { <p class="trail__text">{words}</p> }.into_any()
        }
        _ => nothing(),
    }
}

/// What explains an event: of a sign-in, from where and with which browser.
fn explanation(action: AuditAction, text: &str) -> String {
    let (address, agent) = text.split_once(' ').unwrap_or((text, ""));
    match browser_name(agent) {
        Some(browser) if action == AuditAction::SignedIn => format!("{browser} ({address})"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(seq: u64, at: &str) -> AuditEvent {
        serde_json::from_value(json!({
            "seq": seq, "at": at, "actor": {"kind": "commandLine", "id": null, "name": null},
            "action": "memberCreated", "subject": null, "text": null, "textRemoved": false,
            "changes": [], "digest": "",
        }))
        .unwrap()
    }

    #[test]
    fn events_are_parted_at_midnight_of_the_reader() {
        let events = vec![
            event(3, "2026-09-17T15:10:00Z"),
            event(2, "2026-09-17T14:59:00Z"),
            event(1, "2026-09-16T15:00:00Z"),
        ];
        let days = by_day(events, |at| clock::wall_time(at, None));
        let days: Vec<_> = days
            .iter()
            .map(|(date, events)| {
                let seqs: Vec<_> = events.iter().map(|(_, event)| event.seq).collect();
                (date.to_string(), seqs)
            })
            .collect();
        assert_eq!(
            days,
            [
                ("2026-09-18".to_owned(), vec![3]),
                ("2026-09-17".to_owned(), vec![2, 1])
            ]
        );
    }

    #[test]
    fn a_sign_in_names_its_browser_and_everything_else_stays_as_it_is() {
        let firefox =
            "203.0.113.5 Mozilla/5.0 (Windows NT 10.0; rv:145.0) Gecko/20100101 Firefox/145.0";
        let told = explanation(AuditAction::SignedIn, firefox);
        assert!(
            told.starts_with("Firefox") && told.ends_with("(203.0.113.5)"),
            "{told}"
        );
        assert_eq!(
            explanation(AuditAction::SignedIn, "203.0.113.5"),
            "203.0.113.5"
        );
        assert_eq!(
            explanation(AuditAction::FileImported, "kind=x rows=2"),
            "kind=x rows=2"
        );
    }
}
