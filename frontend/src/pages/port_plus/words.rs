//! What is said of applications, days and deadlines.

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use minato_types::port_applications::{PortApplication, PortApplicationState};
use minato_types::rules::deadline::Deadline;
use minato_types::rules::japan_time;
use minato_types::values::Language;
use minato_types::words as shared;

use crate::clock;
use crate::components::badge::{Badge, BadgeTone};
use crate::components::date_field::DayFacts;
use crate::format;
use crate::forms::port_plus::{Judge, Obstacle, Verdict};
use crate::language::{Text, filled_text, locale_of, text, use_language};
use crate::session::use_session;
use crate::view::live;
use crate::words::words_of;

/// What a state is called.
pub(super) fn state_name(state: PortApplicationState, language: Language) -> &'static str {
    use PortApplicationState as State;
    let locale = locale_of(language);
    match state {
        State::Accepted => words_of!(locale, port_plus.state.accepted),
        State::Fixed => words_of!(locale, port_plus.state.fixed),
        State::Provisioned => words_of!(locale, port_plus.state.provisioned),
        State::Finished => words_of!(locale, port_plus.state.finished),
        State::Cancelled => words_of!(locale, port_plus.state.cancelled),
    }
}

/// A state as a badge.
pub(super) fn state(state: PortApplicationState) -> AnyView {
    use PortApplicationState as State;
    let tone = match state {
        State::Accepted => BadgeTone::Info,
        State::Fixed | State::Provisioned => BadgeTone::Good,
        State::Finished | State::Cancelled => BadgeTone::Quiet,
    };
    let words = filled_text(move |language| state_name(state, language).to_owned());
    view! { <Badge tone=tone>{words}</Badge> }.into_any()
}

/// A day with its weekday.
pub(super) fn date(day: NaiveDate) -> Text {
    filled_text(move |language| format::date(day, language))
}

/// A day in a narrow place: a line ends between year and day only.
pub(super) fn narrow_date(day: NaiveDate) -> AnyView {
    let language = use_language();
    live(move || {
        let (first, second) = format::date_parts(day, language.get());
        view! {
            <span class="narrow">
                <span>{first}</span>
                <span>{second}</span>
            </span>
        }
        .into_any()
    })
}

/// A moment, as clocks of the reader show it.
pub(super) fn moment(at: DateTime<Utc>) -> Text {
    let zone = zone();
    filled_text(move |language| format::date_time(at, &zone, language))
}

/// The day of a moment, as calendars of the reader show it, in a narrow place.
pub(super) fn narrow_day_of(at: DateTime<Utc>) -> AnyView {
    narrow_date(clock::wall_time(at, Some(&zone())).date())
}

fn zone() -> String {
    let session = use_session().now();
    session.map_or_else(
        || "Asia/Tokyo".to_owned(),
        |session| session.account.time_zone.as_str().to_owned(),
    )
}

/// The last day of a deadline, with the time if it is not the whole day, and whether it may
/// still change.
pub(super) fn deadline(deadline: Deadline) -> Text {
    filled_text(move |language| {
        let day = format::date(deadline.day, language);
        with_details(day, deadline, language)
    })
}

/// The same in a narrow place.
pub(super) fn narrow_deadline(deadline: Deadline) -> AnyView {
    let more = filled_text(move |language| with_details(String::new(), deadline, language));
    view! { {narrow_date(deadline.day)} {more} }.into_any()
}

/// `day`, which is that of `deadline` in words, with what else is to be known of it.
fn with_details(day: String, deadline: Deadline, language: Language) -> String {
    let mut words = day;
    if deadline.at != japan_time::end_of(deadline.day) {
        let time = format::time(
            deadline
                .at
                .with_timezone(&japan_time::offset())
                .naive_local(),
        );
        words = format!("{words} {time}");
    }
    if deadline.provisional {
        let provisional = words_of!(locale_of(language), port_plus.deadline.provisional);
        words.push_str(provisional);
    }
    words
}

/// How many days are left.
pub(super) fn days_left(days: u32, language: Language) -> String {
    let locale = locale_of(language);
    match days {
        0 => words_of!(locale, port_plus.left.today).to_owned(),
        1 => words_of!(locale, port_plus.left.one).to_owned(),
        days => words_of!(locale, port_plus.left.many, days = days),
    }
}

/// How many days are left of an application's deadline; otherwise why there are none.
pub(super) fn left(application: &PortApplication) -> AnyView {
    if let Some(days) = application.days_left {
        let class = if days <= 1 { "left left--soon" } else { "left" };
        let words = filled_text(move |language| days_left(days, language));
        view! { <span class=class>{words}</span> }.into_any()
    } else {
        none(text!(port_plus.left.over))
    }
}

/// Nothing to see, and the reason for those who listen.
pub(super) fn none(reason: Text) -> AnyView {
    view! {
        <span class="quiet" aria-hidden="true">
            "–"
        </span>
        <span class="visually-hidden">{reason}</span>
    }
    .into_any()
}

/// A number of ports.
pub(super) fn ports(count: u32) -> Text {
    filled_text(move |language| ports_in(count, language))
}

/// A number of ports in a language.
pub(super) fn ports_in(count: u32, language: Language) -> String {
    let locale = locale_of(language);
    if count == 1 {
        return words_of!(locale, port_plus.onePort).to_owned();
    }
    let count = format::number(count.into());
    words_of!(locale, port_plus.ports, count = count)
}

/// Until when a day can be applied for and how many days are left; otherwise why it cannot.
pub(super) fn verdict(day: NaiveDate, verdict: &Verdict, language: Language) -> String {
    if let Some(refusal) = &verdict.refusal {
        return shared::field_rule(refusal, language);
    }
    let Some(deadline) = verdict.deadline else {
        return String::new();
    };
    let until = format::day(deadline.day, language);
    let sentence = words_of!(
        locale_of(language),
        port_plus.deadline.until,
        day = format::day(day, language),
        deadline = with_details(until, deadline, language)
    );
    match verdict.days_left {
        Some(days) => format!("{sentence}{}", left_sentence(days, language)),
        None => sentence,
    }
}

fn left_sentence(days: u32, language: Language) -> String {
    let locale = locale_of(language);
    match days {
        0 => words_of!(locale, port_plus.deadline.today).to_owned(),
        1 => words_of!(locale, port_plus.deadline.tomorrow).to_owned(),
        days => words_of!(locale, port_plus.deadline.days, days = days),
    }
}

/// What a calendar says of a day.
pub(super) fn day_facts(judge: &Judge, day: NaiveDate, language: Language) -> DayFacts {
    let found = judge.verdict(day);
    DayFacts {
        open: found.refusal.is_none(),
        closing: found
            .closing
            .as_ref()
            .map(|closing| closing.words(language).to_owned()),
        until: found
            .deadline
            .filter(|_| found.refusal.is_none())
            .map(|deadline| deadline.day),
        provisional: found.deadline.is_some_and(|deadline| deadline.provisional),
        note: verdict(day, &found, language),
    }
}

/// Why an application cannot be changed or cancelled.
pub(super) fn obstacle(obstacle: Obstacle) -> Text {
    match obstacle {
        Obstacle::Cancelled => text!(port_plus.obstacle.cancelled),
        Obstacle::Finished => text!(port_plus.obstacle.finished),
        Obstacle::Provisioned => text!(port_plus.obstacle.provisioned),
        Obstacle::SomebodyElses => text!(port_plus.obstacle.somebodyElses),
        Obstacle::DeadlinePassed(day) => filled_text(move |language| {
            words_of!(
                locale_of(language),
                port_plus.obstacle.deadlinePassed,
                deadline = format::date(day, language)
            )
        }),
    }
}
