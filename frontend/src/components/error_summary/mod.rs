//! All that is wrong with a form, above it; it takes the focus when sending failed.

use leptos::html;
use leptos::prelude::*;

use super::binding::{SummaryBinding, SummaryEntry};
use super::icon::{self, Icon};
use crate::language::text;
use crate::layouts::focus::{focus_element, focus_id};
use crate::view::{each, live, nothing};

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
    let content = live(move || {
        // Fields that show an error already are no summary before the form was sent.
        let sent = summary.failures.get() > 0;
        let (entries, problem) = (summary.entries.get(), summary.problem.get());
        let title = if problem.is_some() {
            problem_title
        } else {
            fields_title
        };
        if !sent || (problem.is_none() && entries.is_empty()) {
            return nothing();
        }
        view! {
            <Icon glyph=icon::ERROR />
            <div class="banner__body">
                <p class="banner__title">{title}</p>
                <p>{problem}</p>
                <ul>{each(entries, row)}</ul>
            </div>
        }
        .into_any()
    });
    view! {
        <div class="banner banner--error summary" role="alert" tabindex="-1" node_ref=place>
            {content}
        </div>
    }
}

fn row(entry: SummaryEntry) -> AnyView {
    let SummaryEntry {
        target,
        label,
        message,
    } = entry;
    let href = format!("#{target}");
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        event.stop_propagation();
        focus_id(&target);
    };
    view! {
        <li>
            <a href=href on:click=go>
                {format!("{label}: {message}")}
            </a>
        </li>
    }
    .into_any()
}
