//! What connects a component to a form, without either knowing the other.

use leptos::prelude::*;

use crate::language::Text;

/// One field: its words, its value, its error, and what to tell when it changes.
#[derive(Debug, Clone, Copy)]
pub struct FieldBinding {
    /// The id of the control; support text and error derive theirs from it.
    pub id: StoredValue<String>,
    /// What the field is called.
    pub label: Text,
    /// What stands in it.
    pub value: Text,
    /// What is wrong with it, as far as it should show.
    pub error: Signal<Option<String>>,
    /// Takes what was typed.
    pub edit: Callback<String>,
    /// The field was left.
    pub leave: Callback<()>,
}

impl FieldBinding {
    /// Tells what was typed.
    pub fn tell(self, text: String) {
        self.edit.try_run(text);
    }

    /// Tells that the field was left. A page that goes away takes the focus from its
    /// field, which then has nobody left to tell.
    pub fn tell_left(self) {
        self.leave.try_run(());
    }

    /// The id of the control.
    pub fn control_id(self) -> String {
        self.id.get_value()
    }

    /// The id of the label.
    pub fn label_id(self) -> String {
        format!("{}-label", self.control_id())
    }

    /// The id of the support text.
    pub fn support_id(self) -> String {
        format!("{}-support", self.control_id())
    }

    /// The id of the error.
    pub fn error_id(self) -> String {
        format!("{}-error", self.control_id())
    }

    /// The ids of what describes the control: the support text, then the error.
    pub fn described_by(self) -> String {
        format!("{} {}", self.support_id(), self.error_id())
    }

    /// Whether the field is wrong, for `aria-invalid`.
    pub fn invalid(self) -> Signal<Option<&'static str>> {
        Signal::derive(move || self.is_wrong().get().then_some("true"))
    }

    /// Whether the field is wrong.
    pub fn is_wrong(self) -> Signal<bool> {
        Signal::derive(move || self.error.with(Option::is_some))
    }
}

/// One line of an error summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryEntry {
    /// The id of the control that the line leads to.
    pub target: String,
    /// What the field is called.
    pub label: String,
    /// What is wrong and how to mend it.
    pub message: String,
}

/// All that is wrong with a form.
#[derive(Debug, Clone, Copy)]
pub struct SummaryBinding {
    /// The fields, in the order of the page.
    pub entries: Signal<Vec<SummaryEntry>>,
    /// What is wrong beside the fields.
    pub problem: Signal<Option<String>>,
    /// How often sending failed; each time the summary takes the focus.
    pub failures: Signal<u32>,
}
