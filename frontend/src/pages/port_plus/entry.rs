//! The fields of an application, new or being changed, and what is said beside them while
//! one types.

use chrono::NaiveDate;
use leptos::prelude::*;
use minato_types::port_applications::PortApplication;

use super::words;
use crate::clock;
use crate::components::binding::FieldBinding;
use crate::components::checkbox::Checkbox;
use crate::components::date_field::{DateField, DayFacts, Days};
use crate::components::field::Field;
use crate::components::icon::{self, Icon};
use crate::components::input::{Input, Width};
use crate::format;
use crate::forms::port_plus::{DayPorts, Judge, Verdict};
use crate::language::{filled_text, locale_of, text, use_language};
use crate::loading::use_loader;
use crate::view::{live, nothing};
use crate::words::words_of;

/// What is known of what stands in the fields.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) judge: Signal<Option<Judge>>,
    /// The day that was typed.
    pub(super) day: Signal<Option<NaiveDate>>,
    /// The number of ports that was typed.
    pub(super) asked: Signal<Option<u32>>,
    /// What the day has already.
    pub(super) day_ports: Signal<Option<DayPorts>>,
}

/// The ports of the day that is typed, fetched anew whenever it is another one. Those of
/// `own`, the application being changed, do not count.
pub(super) fn use_day_ports(
    day: Signal<Option<NaiveDate>>,
    judge: Signal<Option<Judge>>,
    own: Signal<Option<PortApplication>>,
) -> Signal<Option<DayPorts>> {
    let open_day = Memo::new(move |_| {
        let (day, judge) = (day.get()?, judge.get()?);
        judge.verdict(day).refusal.is_none().then_some(day)
    });
    let calendar = use_loader(move |client| {
        let day = open_day.get();
        Box::pin(async move {
            match day {
                Some(day) => client.get_port_calendar(day, day).await.map(Some),
                None => Ok(None),
            }
        })
    });
    Signal::derive(move || {
        let (judge, calendar) = (judge.get()?, calendar.get()??);
        let max = judge.rules().max_added_ports;
        DayPorts::of(&calendar, open_day.get()?, max, own.get().as_ref())
    })
}

/// The fields in the order of the page, each by its name.
pub(super) fn fields(entry: Entry, field: impl Fn(&'static str) -> FieldBinding) -> AnyView {
    let [date, ports, remind] = ["effectiveDate", "addedPorts", "remind"].map(field);
    let (judge, language) = (entry.judge, use_language());
    let judged = Callback::new(move |day: NaiveDate| {
        let facts = |judge: &Judge| words::day_facts(judge, day, language.get());
        judge.with(|judge| judge.as_ref().map_or_else(DayFacts::plain, facts))
    });
    let range = filled_text(move |language| {
        judge.with(|judge| {
            let Some(judge) = judge else {
                return String::new();
            };
            words_of!(
                locale_of(language),
                port_plus.entry.dates,
                first = format::date(judge.earliest(), language),
                last = format::date(judge.latest(), language)
            )
        })
    });
    view! {
        <Field field=date support=range>
            <DateField field=date days=Signal::derive(move || days(judge)) judge=judged />
        </Field>
        {promise(entry)}
        <Field field=ports support=text!(port_plus.entry.ports)>
            <Input field=ports autocomplete="off" keyboard="numeric" width=Width::Short />
        </Field>
        {sum(entry)}
        <Checkbox field=remind support=text!(port_plus.entry.remind) />
    }
    .into_any()
}

/// The days that the calendar shows: also those that are over, so that one sees why.
fn days(judge: Signal<Option<Judge>>) -> Days {
    let judged = |judge: &Judge| Days {
        first: judge.rules().calendar.first_day,
        last: judge.rules().calendar.last_day,
        today: judge.today(),
        start: judge.earliest(),
    };
    let unjudged = || {
        let today = clock::today_in_japan();
        Days {
            first: today,
            last: today,
            today,
            start: today,
        }
    };
    judge.with(|judge| judge.as_ref().map_or_else(unjudged, judged))
}

/// Until when the day that was typed can be applied for. What is wrong with it is told at
/// the field, once it was left.
fn promise(entry: Entry) -> AnyView {
    let judged = Memo::new(move |_| {
        let day = entry.day.get()?;
        let verdict = entry
            .judge
            .with(|judge| Some(judge.as_ref()?.verdict(day)))?;
        verdict.refusal.is_none().then_some((day, verdict))
    });
    let content = live(move || match judged.get() {
        Some((day, verdict)) => promised(day, verdict),
        None => nothing(),
    });
    view! {
        <div class="promise" role="status">
            {content}
        </div>
    }
    .into_any()
}

fn promised(day: NaiveDate, verdict: Verdict) -> AnyView {
    let closing = verdict.closing.clone().map(|closing| {
        let note = filled_text(move |language| {
            let reason = closing.words(language).to_owned();
            words_of!(
                locale_of(language),
                port_plus.entry.closing,
                reason = reason.as_str()
            )
        });
        view! { <p class="note">{note}</p> }
    });
    let is_provisional = verdict
        .deadline
        .is_some_and(|deadline| deadline.provisional);
    let provisional = is_provisional.then(|| {
        view! { <p class="note">{text!(port_plus.entry.provisional)}</p> }
    });
    let sentence = filled_text(move |language| words::verdict(day, &verdict, language));
    view! {
        <Icon glyph=icon::CLOCK />
        <div>
            <p class="promise__deadline">{sentence}</p>
            {closing}
            {provisional}
        </div>
    }
    .into_any()
}

/// All ports of the day together.
fn sum(entry: Entry) -> AnyView {
    let words = sum_words(entry.day_ports, entry.asked);
    view! {
        <p class="sum" role="status">
            {words}
        </p>
    }
    .into_any()
}

/// All ports of the day together, in words; nothing as long as they are not known.
pub(super) fn sum_words(
    day_ports: Signal<Option<DayPorts>>,
    asked: Signal<Option<u32>>,
) -> crate::language::Text {
    filled_text(move |language| {
        let (Some(known), Some(asked)) = (day_ports.get(), asked.get()) else {
            return String::new();
        };
        let number = |count: u32| format::number(count.into());
        words_of!(
            locale_of(language),
            port_plus.entry.sum,
            contracted = number(known.contracted),
            others = number(known.others),
            asked = number(asked),
            all = number(known.with(asked))
        )
    })
}
