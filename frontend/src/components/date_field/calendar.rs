//! A month to choose a day from. Arrows, Home, End and the page keys move from day to day,
//! Enter chooses, Escape closes.

use chrono::{Datelike as _, NaiveDate};
use leptos::prelude::*;

use super::month::{Step, weeks};
use super::{DayFacts, Days};
use crate::components::button::{Button, Weight};
use crate::components::icon::{self, Icon};
use crate::format;
use crate::language::{filled_text, locale_of, text, use_language};
use crate::layouts::focus::focus_id;
use crate::view::{each, live, nothing};
use crate::words::words_of;

/// A month to choose a day from.
#[component]
pub(super) fn Calendar(
    /// An id that the ids of the days begin with.
    id: String,
    /// The day that is chosen already.
    chosen: Signal<Option<NaiveDate>>,
    /// The days that can be looked at.
    days: Signal<Days>,
    /// Says what is to be known of a day.
    judge: Callback<NaiveDate, DayFacts>,
    /// Takes the day that was chosen.
    on_choose: Callback<NaiveDate>,
    /// Nothing is to be chosen.
    on_close: Callback<()>,
) -> impl IntoView {
    let limits = days.get_untracked();
    let start = chosen.get_untracked().unwrap_or(limits.start);
    let here = RwSignal::new(start.max(limits.first).min(limits.last));
    let desk = Desk {
        id: StoredValue::new(id),
        here,
        until: Memo::new(move |_| judge.run(here.get()).until),
        chosen,
        days,
        judge,
        on_choose,
    };
    desk.focus();
    view! {
        <div class="calendar">
            {turning(desk)} {grid(desk)} {explanation(desk)}
            <div class="calendar__acts">
                <Button weight=Weight::Text on_press=on_close>
                    {text!(app.close)}
                </Button>
            </div>
        </div>
    }
}

/// What all parts of the calendar work with.
#[derive(Clone, Copy)]
struct Desk {
    id: StoredValue<String>,
    /// The day that the keyboard is on.
    here: RwSignal<NaiveDate>,
    /// The last day on which that day can be chosen.
    until: Memo<Option<NaiveDate>>,
    chosen: Signal<Option<NaiveDate>>,
    days: Signal<Days>,
    judge: Callback<NaiveDate, DayFacts>,
    on_choose: Callback<NaiveDate>,
}

impl Desk {
    /// The month that is shown, by its first day.
    fn month(self) -> Memo<NaiveDate> {
        let here = self.here;
        Memo::new(move |_| {
            let day = here.get();
            day.with_day(1).unwrap_or(day)
        })
    }

    fn go(self, step: Step) {
        let days = self.days.get_untracked();
        self.here
            .update(|day| *day = step.from(*day, (days.first, days.last)));
    }

    /// Puts the keyboard on its day as soon as that is on the page.
    fn focus(self) {
        request_animation_frame(move || {
            if let Some(day) = self.here.try_get_untracked() {
                focus_id(&self.day_id(day));
            }
        });
    }

    fn day_id(self, day: NaiveDate) -> String {
        format!("{}-{day}", self.id.get_value())
    }
}

/// The month, and the ways to the others.
fn turning(desk: Desk) -> AnyView {
    let month = desk.month();
    let name = filled_text(move |language| format::month(month.get(), language));
    let turn = move |months: i32, glyph, label| {
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=label
                on:click=move |_| desk.go(Step::Months(months))
            >
                <Icon glyph=glyph />
            </button>
        }
        .into_any()
    };
    view! {
        <div class="calendar__head">
            {turn(-1, icon::BACK, text!(app.calendar.previous))}
            <p class="calendar__month" aria-live="polite">
                {name}
            </p>
            {turn(1, icon::ONWARD, text!(app.calendar.next))}
        </div>
    }
    .into_any()
}

fn grid(desk: Desk) -> AnyView {
    let (month, language) = (desk.month(), use_language());
    let press = move |event: leptos::ev::KeyboardEvent| {
        if let Some(step) = Step::of_key(&event.key(), event.shift_key()) {
            event.prevent_default();
            desk.go(step);
            desk.focus();
        }
    };
    let head = live(move || {
        let names = format::weekdays(language.get());
        let name = |name| view! { <th role="columnheader" scope="col">{name}</th> }.into_any();
        each(names, name)
    });
    let body = live(move || each(weeks(month.get()), move |week| self::week(desk, week)));
    view! {
        <table
            class="calendar__grid"
            role="grid"
            aria-label=text!(app.calendar.days)
            on:keydown=press
        >
            <thead role="rowgroup">
                <tr role="row">{head}</tr>
            </thead>
            <tbody role="rowgroup">{body}</tbody>
        </table>
    }
    .into_any()
}

fn week(desk: Desk, week: [Option<NaiveDate>; 7]) -> AnyView {
    let cell = move |day: Option<NaiveDate>| match day {
        Some(day) => self::day(desk, day),
        None => view! { <td role="gridcell"></td> }.into_any(),
    };
    view! { <tr role="row">{each(week, cell)}</tr> }.into_any()
}

fn day(desk: Desk, day: NaiveDate) -> AnyView {
    let facts = Memo::new(move |_| desk.judge.run(day));
    let here = Signal::derive(move || desk.here.get() == day);
    let words = filled_text(move |language| {
        let date = format::date(day, language);
        facts.with(|facts| facts.in_words(&date))
    });
    let is_deadline = Memo::new(move |_| desk.until.get() == Some(day));
    let mark = live(move || mark(&facts.get(), is_deadline.get()));
    let selected = Signal::derive(move || (desk.chosen.get() == Some(day)).then_some("true"));
    let closed = Signal::derive(move || facts.with(|facts| (!facts.open).then_some("true")));
    let today = move || (desk.days.with(|days| days.today) == day).then_some("date");
    let choose = move |_| {
        desk.here.set(day);
        if facts.with_untracked(|facts| facts.open) {
            desk.on_choose.run(day);
        }
    };
    view! {
        <td role="gridcell" aria-selected=selected>
            <button
                type="button"
                class="calendar__day"
                class:calendar__day--closed=move || facts.with(|facts| facts.closing.is_some())
                class:calendar__day--deadline=is_deadline
                class:calendar__day--here=here
                id=desk.day_id(day)
                tabindex=move || if here.get() { "0" } else { "-1" }
                aria-disabled=closed
                aria-current=today
                on:click=choose
                on:focus=move |_| desk.here.set(day)
            >
                <span aria-hidden="true">{day.day()}</span>
                <span class="calendar__mark" aria-hidden="true">
                    {mark}
                </span>
                <span class="visually-hidden">{words}</span>
            </button>
        </td>
    }
    .into_any()
}

impl DayFacts {
    /// All of it for those who listen.
    fn in_words(&self, date: &str) -> String {
        let parts = [
            Some(date),
            self.closing.as_deref(),
            Some(self.note.as_str()),
        ];
        let told = parts.into_iter().flatten().filter(|part| !part.is_empty());
        told.collect::<Vec<_>>().join(" ")
    }
}

/// A word below the number: a colour alone would say nothing.
fn mark(facts: &DayFacts, is_deadline: bool) -> AnyView {
    if is_deadline {
        text!(app.calendar.deadlineMark).into_any()
    } else if facts.closing.is_some() {
        text!(app.calendar.closedMark).into_any()
    } else if facts.provisional && facts.open {
        text!(app.calendar.provisionalMark).into_any()
    } else {
        nothing()
    }
}

/// What is to be known of the day that the keyboard is on.
fn explanation(desk: Desk) -> AnyView {
    let words = filled_text(move |language| {
        let day = desk.here.get();
        let facts = desk.judge.run(day);
        // The sentence names the day; without one the day stands for itself.
        let date = match facts.note.as_str() {
            "" => format::date(day, language),
            _ => String::new(),
        };
        let provisional = words_of!(locale_of(language), app.calendar.provisional);
        let words = facts.in_words(&date);
        if facts.provisional && facts.open {
            format!("{words} {provisional}")
        } else {
            words
        }
    });
    view! { <p class="calendar__note">{words}</p> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::DayFacts;

    #[test]
    fn those_who_listen_hear_the_day_its_closing_and_its_deadline() {
        let facts = DayFacts {
            closing: Some("秋分の日".into()),
            note: "9月17日(木)まで受け付けます。".into(),
            ..DayFacts::plain()
        };
        let heard = facts.in_words("2026年9月23日(水)");
        assert_eq!(
            heard,
            "2026年9月23日(水) 秋分の日 9月17日(木)まで受け付けます。"
        );
        assert_eq!(
            DayFacts::plain().in_words("2026年9月24日(木)"),
            "2026年9月24日(木)"
        );
    }
}
