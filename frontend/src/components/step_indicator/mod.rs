//! Where one is on a short way.

use std::cmp::Ordering;

use leptos::prelude::*;

use super::icon::{self, Icon};
use crate::language::{Text, text};
use crate::view::each;

/// Where one is on a short way.
#[component]
pub fn StepIndicator(
    /// The steps by name.
    steps: Vec<Text>,
    /// The step one is at, from 0.
    now: usize,
) -> impl IntoView {
    let done = text!(app.steps.done);
    let step = move |(index, name): (usize, Text)| {
        let state = match index.cmp(&now) {
            Ordering::Less => "steps__step steps__step--done",
            Ordering::Equal => "steps__step steps__step--now",
            Ordering::Greater => "steps__step",
        };
        let mark = if index < now {
            let words = view! { <span class="visually-hidden">{done}</span> };
            view! { <Icon glyph=icon::TICK />{words} }.into_any()
        } else {
            (index + 1).into_any()
        };
        view! {
            <li class=state aria-current=(index == now).then_some("step")>
                <span class="steps__mark">{mark}</span>
                <span class="steps__name">{name}</span>
            </li>
        }
        .into_any()
    };
    view! {
        <ol class="steps" aria-label=text!(app.steps.label)>
            {each(steps.into_iter().enumerate(), step)}
        </ol>
    }
}
