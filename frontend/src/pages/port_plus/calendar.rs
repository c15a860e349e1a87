use chrono::{Datelike as _, NaiveDate};
use leptos::prelude::*;
use minato_types::port_calendar::{PortCalendar, PortDay};

use super::calendar_days::days;
use super::gate::for_members;
use super::words;
use crate::clock;
use crate::components::button::ButtonLink;
use crate::components::chart::{Bar, Chart, Legend};
use crate::components::icon::{self, Glyph, Icon};
use crate::components::skeleton::Skeleton;
use crate::format;
use crate::forms::port_plus::{calendar_month, days_of, neighbours};
use crate::language::{Text, filled_text, locale_of, text, use_language};
use crate::layouts::frame::{Frame, page_name};
use crate::loading::use_loader;
use crate::navigation::use_query;
use crate::paths::Page;
use crate::view::{live, nothing};
use crate::words::words_of;

/// The ports of each day, month by month. The address holds the month.
#[component]
pub fn PortCalendarPage() -> impl IntoView {
    for_members(Page::PortCalendar, |_| page())
}

fn page() -> AnyView {
    let asked = use_query();
    let month = Memo::new(move |_| {
        let asked = asked.with(|asked| asked.get("month"));
        calendar_month(asked.as_deref(), clock::today_in_japan())
    });
    let calendar = use_loader(move |client| {
        let (first, last) = days_of(month.get());
        Box::pin(async move { client.get_port_calendar(first, last).await })
    });
    let waiting = || view! { <Skeleton lines=12 /> }.into_any();
    let behind = calendar.is_behind();
    let acts = view! {
        <ButtonLink href=Page::NewPortApplication
            .path()>{page_name(Page::NewPortApplication)}</ButtonLink>
    };
    view! {
        <Frame page=Page::PortCalendar lead=text!(port_plus.calendar.lead) acts=acts.into_any()>
            {turning(month)}
            <div class="month" aria-busy=move || behind.get().then_some("true")>
                {calendar.show(waiting, shown)}
            </div>
        </Frame>
    }
    .into_any()
}

/// The month, and the ways to the others.
fn turning(month: Memo<NaiveDate>) -> AnyView {
    let name = filled_text(move |language| format::month(month.get(), language));
    let this = calendar_month(None, clock::today_in_japan());
    let ways = live(move || {
        let (before, after) = neighbours(month.get());
        let to_this = (month.get() != this).then(|| {
            view! {
                <a class="turning__now" href=address(this)>
                    {text!(port_plus.calendar.thisMonth)}
                </a>
            }
        });
        view! {
            {way(before, icon::BACK, text!(app.calendar.previous))}
            {way(after, icon::ONWARD, text!(app.calendar.next))}
            {to_this}
        }
        .into_any()
    });
    view! {
        <div class="turning">
            <h2 class="turning__month" aria-live="polite">
                {name}
            </h2>
            <nav class="turning__ways" aria-label=text!(port_plus.calendar.months)>
                {ways}
            </nav>
        </div>
    }
    .into_any()
}

fn way(month: Option<NaiveDate>, glyph: Glyph, label: Text) -> AnyView {
    let Some(month) = month else {
        return nothing();
    };
    view! {
        <a class="icon-button" href=address(month) aria-label=label>
            <Icon glyph=glyph />
        </a>
    }
    .into_any()
}

fn address(month: NaiveDate) -> String {
    let (year, month) = (month.year(), month.month());
    Page::PortCalendar.with_query(&format!("month={year:04}-{month:02}"))
}

fn shown(calendar: PortCalendar) -> AnyView {
    let legend = Legend {
        label: text!(port_plus.calendar.chart),
        base: text!(port_plus.calendar.contracted),
        added: text!(port_plus.calendar.added),
    };
    let (figures, language) = (calendar.clone(), use_language());
    let plot = live(move || {
        let bar = |day: &PortDay| bar(day, &figures, language.get());
        let bars = figures.days.iter().map(bar).collect();
        view! { <Chart legend=legend bars=bars /> }.into_any()
    });
    view! {
        <section class="card" aria-labelledby="plot">
            <h3 id="plot">{text!(port_plus.calendar.effective)}</h3>
            <p>{summary(&calendar)}</p>
            {plot}
        </section>
        {days(calendar)}
    }
    .into_any()
}

/// What the eye should take along: the base, the highest day.
fn summary(calendar: &PortCalendar) -> Text {
    let contracted = words::ports(calendar.contracted_ports);
    let highest = calendar.days.iter().max_by_key(|day| {
        // Of several equal days the first.
        (day.effective_ports, std::cmp::Reverse(day.date))
    });
    let highest = highest.filter(|day| day.added_ports > 0);
    let Some((date, ports)) = highest.map(|day| (day.date, words::ports(day.effective_ports)))
    else {
        return filled_text(move |language| {
            let contracted = contracted.get();
            words_of!(
                locale_of(language),
                port_plus.calendar.noneAdded,
                contracted = contracted
            )
        });
    };
    filled_text(move |language| {
        words_of!(
            locale_of(language),
            port_plus.calendar.highest,
            contracted = contracted.get(),
            date = format::day(date, language),
            ports = ports.get()
        )
    })
}

fn bar(day: &PortDay, calendar: &PortCalendar, language: minato_types::values::Language) -> Bar {
    let number = day.date.day();
    let is_today = day.date == calendar.today;
    // Not every day has room for its number.
    let shows = number == 1 || number.is_multiple_of(5);
    let told = words::ports_in(day.effective_ports, language);
    Bar {
        tick: shows.then(|| number.to_string()),
        told: format!("{} {told}", format::day(day.date, language)),
        base: calendar.contracted_ports,
        added: day.added_ports,
        marked: is_today,
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::address;

    #[test]
    fn the_address_holds_the_month() {
        let march = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
        assert_eq!(address(march), "/port-plus/calendar?month=2027-03");
    }
}
