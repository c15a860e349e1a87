//! One's own second step: the authenticator app and the recovery codes.

mod codes;
mod desk;
mod overview;
mod question;
mod set_up;

use leptos::prelude::*;
use minato_types::auth::Session;

use self::desk::{Desk, Stage};
use super::step_up::StepUp;
use crate::navigation::guard_unsaved;
use crate::view::live;

/// How one proves oneself after the password, and how one changes that.
#[component]
pub(super) fn SecondStep(
    /// Whose second step it is.
    session: Session,
) -> impl IntoView {
    let desk = Desk::new();
    // Codes that nobody has kept are lost.
    guard_unsaved(move || desk.stage.with(|stage| matches!(stage, Stage::Keeping(_))));
    let session = StoredValue::new(session);
    let section = live(move || match desk.stage.get() {
        Stage::Overview => overview::overview(desk, &session.get_value()),
        Stage::SettingUp(offer) => set_up::set_up(desk, &offer),
        Stage::Keeping(new) => codes::codes(desk, new, &session.get_value().account),
    });
    let open = Signal::derive(move || desk.unproven.get().is_some());
    let proven = Callback::new(move |()| desk.proven());
    let close = Callback::new(move |()| desk.give_up());
    view! {
        {section}
        {question::questions(desk)}
        <StepUp open=open factor=desk.factor() on_proven=proven on_close=close />
    }
}
