//! What a password needs, ticked off while one types.

use leptos::prelude::*;

use super::icon::{self, Icon};
use crate::language::{Text, text};
use crate::view::{each, live};

/// What a password needs, and what it has already.
#[component]
pub fn PasswordHints(
    /// Each condition in words, and whether it is met.
    hints: Signal<Vec<(String, bool)>>,
    /// What cannot be judged while one types.
    note: Text,
) -> impl IntoView {
    let (met, not_met) = (text!(account.hints.met), text!(account.hints.notMet));
    let row = move |(words, is_met): (String, bool)| -> AnyView {
        let (glyph, state) = if is_met {
            (icon::TICK, met)
        } else {
            (icon::RING, not_met)
        };
        view! {
            <li class="hints__row" class:hints__row--met=is_met>
                <Icon glyph=glyph />
                <span>{words}</span>
                <span class="visually-hidden">{state}</span>
            </li>
        }
        .into_any()
    };
    let rows = live(move || each(hints.get(), row));
    view! {
        <div class="hints">
            <p class="hints__title">{text!(account.hints.title)}</p>
            <ul class="hints__rows">
                {rows}
            </ul>
            <p class="hints__note">{note}</p>
        </div>
    }
}
