use leptos::prelude::*;
use minato_types::port_applications::PortApplication;

use super::change::Changing;
use super::entry::{Entry, sum_words};
use super::new_review::until;
use super::words;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::checkbox::TICKED;
use crate::components::description_list::{Description, DescriptionList};
use crate::forms::port_plus::{ChangePortApplicationForm, Obstacle};
use crate::forms::{Form as _, FormHandle};
use crate::language::{Text, filled_text, locale_of, text};
use crate::view::{each, live, nothing};

/// The id of the heading of the second step.
pub(super) const REVIEW: &str = "review";

/// What will be changed, before and after.
pub(super) fn review(changing: &Changing) -> AnyView {
    let changing = *changing;
    let form = untrack(move || changing.form.values());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        changing.send();
    };
    let correct = Callback::new(move |()| changing.correct());
    view! {
        <section class="card" aria-labelledby=REVIEW>
            <h2 id=REVIEW tabindex="-1">
                {text!(port_plus.change.reviewTitle)}
            </h2>
            <p>{text!(port_plus.change.reviewLead)}</p>
            {facts(changing.entry, &form)}
            <form class="form" on:submit=send>
                <div class="form__acts">
                    <Button submits=true busy=changing.form.busy()>
                        {text!(port_plus.change.send)}
                    </Button>
                    <Button weight=Weight::Outline on_press=correct>
                        {text!(port_plus.correct)}
                    </Button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn facts(entry: Entry, form: &ChangePortApplicationForm) -> AnyView {
    let (Some(current), Some(day), Some(ports)) = (&form.current, form.day(), form.ports()) else {
        return nothing();
    };
    // Where the day stays, what was promised holds if it is later.
    let computed = form.judge.as_ref().and_then(|judge| judge.deadline(day));
    let deadline = match computed {
        Some(computed) if day == current.effective_date => Some(current.deadline.later(computed)),
        computed => computed,
    };
    let number = current.number.to_string();
    let days = step(words::date(current.effective_date), words::date(day));
    let counts = step(words::ports(current.added_ports), words::ports(ports));
    let reminders = step(remind(current.remind), remind(form.remind == TICKED));
    view! {
        <DescriptionList>
            <Description term=text!(port_plus.columns.number)>
                <strong class="numbers">{number}</strong>
            </Description>
            <Description term=text!(port_plus.columns.effectiveDate)>
                {days}
            </Description>
            <Description term=text!(port_plus.columns.addedPorts)>
                {counts}
                <span class="block note">{sum_words(entry.day_ports, entry.asked)}</span>
            </Description>
            <Description term=text!(port_plus.facts.changeableUntil)>
                {deadline.map(until)}
            </Description>
            <Description term=text!(port_plus.facts.remind)>
                {reminders}
            </Description>
        </DescriptionList>
    }
    .into_any()
}

fn remind(yes: bool) -> Text {
    if yes {
        text!(port_plus.facts.remindOn)
    } else {
        text!(port_plus.facts.remindOff)
    }
}

/// What something was and will be; once, if it stays.
fn step(before: Text, after: Text) -> AnyView {
    live(move || {
        if before.get() == after.get() {
            return view! { <span class="numbers">{after}</span> }.into_any();
        }
        view! {
            <span class="step numbers">
                <del>
                    <span class="visually-hidden">{text!(port_plus.change.before)}</span>
                    {before}
                </del>
                <span aria-hidden="true">"→"</span>
                <ins class="changed">
                    <span class="visually-hidden">{text!(port_plus.change.after)}</span>
                    {after}
                </ins>
            </span>
        }
        .into_any()
    })
}

/// What somebody else made of the application, where it differs from what stands in the form.
pub(super) fn conflict(
    form: FormHandle<ChangePortApplicationForm>,
    newest: &PortApplication,
) -> AnyView {
    if let Some(obstacle) = Obstacle::of(newest) {
        return view! {
            <Banner tone=Tone::Warning title=text!(port_plus.change.conflictTitle)>
                {words::obstacle(obstacle)}
            </Banner>
        }
        .into_any();
    }
    let newest = StoredValue::new(newest.clone());
    let row = move |field: &'static str| {
        let name = filled_text(move |language| {
            ChangePortApplicationForm::label(field, locale_of(language)).to_owned()
        });
        let value = newest.with_value(|newest| match field {
            "effectiveDate" => words::date(newest.effective_date),
            "addedPorts" => words::ports(newest.added_ports),
            _ => remind(newest.remind),
        });
        view! { <Description term=name>{value}</Description> }.into_any()
    };
    let rows = live(move || each(form.values().changed(), row));
    view! {
        <Banner tone=Tone::Warning title=text!(port_plus.change.conflictTitle)>
            <p>{text!(port_plus.change.conflictLead)}</p>
            <DescriptionList>{rows}</DescriptionList>
        </Banner>
    }
    .into_any()
}
