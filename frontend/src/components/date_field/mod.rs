//! A day: typed as people write days, or chosen in a calendar by mouse or keyboard.

mod calendar;
mod month;

use chrono::NaiveDate;
use leptos::prelude::*;
use minato_types::values::parse_day;

use self::calendar::Calendar;
use super::binding::FieldBinding;
use super::dialog::Dialog;
use super::icon::{self, Icon};
use crate::format;
use crate::language::{filled_text, text};

/// What is to be known of a day before one chooses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayFacts {
    /// Whether it can be chosen.
    pub open: bool,
    /// Why nobody works on it.
    pub closing: Option<String>,
    /// The last day on which it can be chosen; it is marked in the calendar.
    pub until: Option<NaiveDate>,
    /// Whether all this may still change.
    pub provisional: bool,
    /// All of it in a sentence.
    pub note: String,
}

impl DayFacts {
    /// A day of which nothing is to be known.
    pub const fn plain() -> Self {
        Self {
            open: true,
            closing: None,
            until: None,
            provisional: false,
            note: String::new(),
        }
    }
}

/// The days that a calendar shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
    /// Today, which is marked.
    pub today: NaiveDate,
    /// Where one begins to look.
    pub start: NaiveDate,
}

/// A day, typed or chosen.
#[component]
pub fn DateField(
    /// The field of the form.
    field: FieldBinding,
    /// The days that the calendar shows.
    #[prop(into)]
    days: Signal<Days>,
    /// Says what is to be known of a day, in the language of the reader.
    #[prop(optional)]
    judge: Option<Callback<NaiveDate, DayFacts>>,
    /// Whether it must be filled in.
    #[prop(default = true)]
    required: bool,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let chosen = Signal::derive(move || field.value.with(|text| parse_day(text).ok()));
    let read_back = filled_text(move |language| {
        let day = chosen.get();
        day.map(|day| format::weekday(day, language))
            .unwrap_or_default()
    });
    let judge = judge.unwrap_or_else(|| Callback::new(|_| DayFacts::plain()));
    let leave = move |_| {
        // What was understood is shown as it was understood.
        if let Some(day) = chosen.try_get_untracked().flatten() {
            field.tell(day.to_string());
        }
        field.tell_left();
    };
    let choose = Callback::new(move |day: NaiveDate| {
        field.tell(day.to_string());
        field.tell_left();
        open.set(false);
    });
    let close = Callback::new(move |()| open.set(false));
    let heading = format!("{}-calendar", field.control_id());
    view! {
        <div class="date">
            <input
                class="input date__input"
                id=field.control_id()
                type="text"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-required=required.then_some("true")
                aria-invalid=field.invalid()
                aria-describedby=field.described_by()
                prop:value=field.value
                on:input:target=move |event| field.tell(event.target().value())
                on:blur=leave
            />
            <button
                type="button"
                class="icon-button date__open"
                aria-haspopup="dialog"
                aria-label=text!(app.calendar.open, name = field.label.get())
                on:click=move |_| open.set(true)
            >
                <Icon glyph=icon::CALENDAR />
            </button>
            <span class="date__weekday">{read_back}</span>
        </div>
        <Dialog open=open.into() heading_id=heading title=field.label on_close=close>
            <Calendar
                id=field.control_id()
                chosen=chosen
                days=days
                judge=judge
                on_choose=choose
                on_close=close
            />
        </Dialog>
    }
}
