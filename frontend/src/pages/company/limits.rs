use leptos::prelude::*;
use minato_types::company::CompanySecurity;

use super::security::Desk;
use crate::components::binding::FieldBinding;
use crate::components::button::Button;
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Field, Requirement};
use crate::components::select::Select;
use crate::components::skeleton::Skeleton;
use crate::forms::company::{Choices, LimitsForm};
use crate::forms::{Fields as _, FormHandle, use_form};
use crate::language::{Text, text};
use crate::layouts::focus::focus_soon;
use crate::navigation::guard_unsaved;
use crate::view::{live, nothing};

/// The id of the heading, where the keyboard goes when it is saved.
const LIMITS: &str = "limits";

/// After how long people are signed out.
pub(super) fn section(desk: Desk) -> AnyView {
    let form = use_form(LimitsForm::default());
    let saved = move || {
        let security = desk.security.get();
        security.map(|security| LimitsForm::of(&security.value))
    };
    // What is typed stays when something else is saved.
    Effect::new(move |before: Option<Option<LimitsForm>>| {
        let now = saved();
        let same = |one: &LimitsForm, other: &LimitsForm| one.holds_the_same_as(other);
        let before = before.flatten();
        let known = before.as_ref().zip(now.as_ref());
        if let (Some(now), false) = (&now, known.is_some_and(|(one, other)| same(one, other))) {
            form.reset(now.clone());
        }
        now
    });
    let unchanged = Memo::new(move |_| {
        let typed = form.values();
        saved().is_none_or(|saved| saved.holds_the_same_as(&typed))
    });
    guard_unsaved(move || !unchanged.get());
    let waiting = || view! { <Skeleton lines=3 /> }.into_any();
    view! {
        <section class="card" aria-labelledby=LIMITS>
            <h2 id=LIMITS tabindex="-1">
                {text!(company.limits.title)}
            </h2>
            <p class="note">{text!(company.limits.lead)}</p>
            {desk.security.show(waiting, move |now| entry(form, &now.value, desk, unchanged))}
        </section>
    }
    .into_any()
}

fn send(form: FormHandle<LimitsForm>, desk: Desk) {
    let again = Callback::new(move |()| send(form, desk));
    form.submit(move |request| async move {
        desk.save(&request, again).await?;
        focus_soon(LIMITS);
        Ok(())
    });
}

fn entry(
    form: FormHandle<LimitsForm>,
    security: &CompanySecurity,
    desk: Desk,
    unchanged: Memo<bool>,
) -> AnyView {
    let choices = Choices::of(security);
    let (most_minutes, most_hours) = (
        security.max_session_idle_minutes,
        security.max_session_hours,
    );
    let usual_minutes = text!(company.limits.usualMinutes, count = most_minutes);
    let usual_hours = text!(company.limits.usualHours, count = most_hours);
    let minutes = each_choice(choices.minutes, |count| {
        text!(company.limits.minutes, count = count)
    });
    let hours = each_choice(choices.hours, |count| {
        text!(company.limits.hours, count = count)
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        send(form, desk);
    };
    let off = Signal::derive(move || unchanged.get());
    let state = live(move || {
        if unchanged.get() {
            nothing()
        } else {
            text!(company.limits.unsaved).into_any()
        }
    });
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary summary=form.summary() />
            {choice(
                form.field("sessionIdleMinutes"),
                minutes,
                usual_minutes,
                text!(company.limits.idleLead),
            )}
            {choice(
                form.field("sessionHours"),
                hours,
                usual_hours,
                text!(company.limits.wholeLead),
            )}
            <div class="form__acts">
                <Button submits=true busy=form.busy() off=off described_by="limits-state">
                    {text!(app.save)}
                </Button>
                <p class="note" id="limits-state" role="status">
                    {state}
                </p>
            </div>
        </form>
    }
    .into_any()
}

fn each_choice(limits: Vec<u32>, words: fn(u32) -> Text) -> Vec<(String, Text)> {
    let choice = |limit: u32| (limit.to_string(), words(limit));
    limits.into_iter().map(choice).collect()
}

fn choice(field: FieldBinding, choices: Vec<(String, Text)>, usual: Text, lead: Text) -> AnyView {
    view! {
        <Field field=field requirement=Requirement::Optional support=lead>
            <Select field=field choices=choices placeholder=usual required=false />
        </Field>
    }
    .into_any()
}
