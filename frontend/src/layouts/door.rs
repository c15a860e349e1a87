//! The frame of the pages on the way in: one narrow card.

use leptos::prelude::*;

use super::frame::Heading;
use crate::components::step_indicator::StepIndicator;
use crate::language::{Text, text};

/// A page on the way in.
#[component]
pub fn Door(
    /// Its heading.
    heading: Text,
    /// What to do, in a sentence.
    #[prop(optional)]
    lead: Option<Text>,
    /// The step of signing in that it is, from 0.
    #[prop(optional)]
    step: Option<usize>,
    /// Its content.
    children: Children,
) -> impl IntoView {
    let steps = step.map(|now| {
        let steps = vec![text!(auth.login.stepPassword), text!(auth.login.stepCode)];
        view! { <StepIndicator steps=steps now=now /> }
    });
    view! {
        <div class="door">
            <div class="door__card">
                {steps}
                <Heading words=heading />
                {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
                {children()}
            </div>
        </div>
    }
}
