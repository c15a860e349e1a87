//! All that is wrong with a form, above it; it takes the focus when sending failed.

use leptos::html;
use leptos::prelude::*;

use super::binding::{SummaryBinding, SummaryEntry};
use super::icon::{self, Icon};
use crate::language::text;
use crate::layouts::focus::{focus_element, focus_id};

/// All that is wrong with a form.
#[component]
pub fn ErrorSummary(
    /// The errors of the form.
    summary: SummaryBinding,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |before: Option<u32>| {
        let failures = summary.failures.get();
        if before.is_some_and(|before| before != failures) {
            request_animation_frame(move || {
                if let Some(place) = place.get_untracked() {
                    focus_element(&place);
                }
            });
        }
        failures
    });
    let (fields_title, problem_title) = (text!(app.summary.title), text!(app.summary.problem));
    let content = move || {
        // Fields that show an error already are no summary before the form was sent.
        let sent = summary.failures.get() > 0;
        let (entries, problem) = (summary.entries.get(), summary.problem.get());
        let title = if problem.is_some() { problem_title } else { fields_title };
        (sent && (problem.is_some() || !entries.is_empty())).then(|| {
            view! {
                <Icon glyph=icon::ERROR />
                <div class="banner__body">
                    <p class="banner__title">{title}</p>
                    {problem.map(|problem| view! { <p>{problem}</p> })}
                    {(!entries.is_empty()).then(|| view! { <ul>{rows(entries)}</ul> })}
                </div>
            }
        })
    };
    view! {
        <div class="banner banner--error summary" role="alert" tabindex="-1" node_ref=place>
            {content}
        </div>
    }
}

fn rows(entries: Vec<SummaryEntry>) -> AnyView {
    let row = |SummaryEntry { target, label, message }: SummaryEntry| {
        let href = format!("#{target}");
        let go = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            event.stop_propagation();
            focus_id(&target);
        };
        view! {
            <li>
                <a href=href on:click=go>
                    {label}
                    ": "
                    {message}
                </a>
            </li>
        }
    };
    entries.into_iter().map(row).collect_view().into_any()
}
