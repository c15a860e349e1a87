//! A passing message that something worked. Never the only place of an error.

use std::time::Duration;

use leptos::prelude::*;

use super::icon::{self, Icon};
use crate::language::{Words, text, use_language};
use crate::view::{live, nothing};

/// How long a message stays.
const STAY: Duration = Duration::from_secs(8);

/// A message, and what can be done about it at once.
#[derive(Debug, Clone, Copy)]
struct Message {
    words: Words,
    act: Option<(Words, Callback<()>)>,
}

/// The passing message of the application.
#[derive(Debug, Clone, Copy)]
pub struct ToastContext {
    message: RwSignal<Option<Message>>,
    number: StoredValue<u32>,
}

impl ToastContext {
    /// No message yet.
    pub fn new() -> Self {
        Self {
            message: RwSignal::new(None),
            number: StoredValue::new(0),
        }
    }

    /// Shows a message for a while.
    pub fn show(self, words: Words) {
        self.put(Message { words, act: None });
    }

    /// The same, with the words of what undoes it.
    pub fn show_undoable(self, words: Words, undo: Words, on_undo: Callback<()>) {
        self.put(Message {
            words,
            act: Some((undo, on_undo)),
        });
    }

    fn put(self, message: Message) {
        self.message.set(Some(message));
        self.number.update_value(|number| *number += 1);
        let number = self.number.get_value();
        let fade = move || {
            if self.number.get_value() == number {
                self.message.set(None);
            }
        };
        set_timeout(fade, STAY);
    }
}

impl Default for ToastContext {
    fn default() -> Self {
        Self::new()
    }
}

/// The passing message of the application.
pub fn use_toast() -> ToastContext {
    use_context().unwrap_or_default()
}

/// The place where passing messages show.
#[component]
pub fn Toast() -> impl IntoView {
    let toast = use_toast();
    let (language, close) = (use_language(), text!(app.close));
    let content = live(move || {
        let Some(Message { words, act }) = toast.message.get() else {
            return nothing();
        };
        let undo = act.map(|(words, on_press)| {
            let press = move |_| {
                toast.message.set(None);
                // The page that can undo it may be gone.
                on_press.try_run(());
            };
            view! {
                <button type="button" class="toast__act" on:click=press>
                    {words(language.locale())}
                </button>
            }
        });
        view! {
            <div class="toast">
                <Icon glyph=icon::SUCCESS />
                <p>{words(language.locale())}</p>
                {undo}
                <button
                    type="button"
                    class="icon-button"
                    aria-label=close
                    on:click=move |_| toast.message.set(None)
                >
                    <Icon glyph=icon::CLOSE />
                </button>
            </div>
        }
        .into_any()
    });
    view! {
        <div class="toast-place" role="status">
            {content}
        </div>
    }
}
