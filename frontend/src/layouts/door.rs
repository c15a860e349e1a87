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
    /// The way that it lies on, where that is not signing in: its steps by name, and the one
    /// that it is, from 0.
    #[prop(optional)]
    way: Option<(Vec<Text>, usize)>,
    /// Whether it holds more than a narrow card takes.
    #[prop(optional)]
    wide: bool,
    /// Its content.
    children: Children,
) -> impl IntoView {
    let signing_in = || vec![text!(auth.login.stepPassword), text!(auth.login.stepCode)];
    let way = way.or_else(|| step.map(|now| (signing_in(), now)));
    let steps = way.map(|(steps, now)| view! { <StepIndicator steps=steps now=now /> });
    view! {
        <div class="door">
            <div class="door__card" class:door__card--wide=wide>
                {steps}
                <Heading words=heading />
                {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
                {children()}
            </div>
        </div>
    }
}
