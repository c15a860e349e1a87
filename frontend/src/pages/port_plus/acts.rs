use leptos::prelude::*;
use minato_types::port_applications::PortApplication;

use super::application::Desk;
use super::words;
use crate::components::button::{Button, ButtonLink, Weight};
use crate::components::icon::{self, Icon};
use crate::components::print_button::PrintButton;
use crate::forms::port_plus::Obstacle;
use crate::language::text;
use crate::paths::Page;
use crate::view::nothing;

/// The id of what says why something cannot be done.
const WHY: &str = "why-not";

/// What can be done to an application. What cannot be done says why.
pub(super) fn acts(desk: Desk, application: &PortApplication) -> AnyView {
    let obstacle = Obstacle::of(application);
    let why = obstacle.map_or_else(nothing, |obstacle| {
        view! {
            <p class="note" id=WHY>
                {words::obstacle(obstacle)}
            </p>
        }
        .into_any()
    });
    view! {
        <div class="acts">
            {changing(desk, application, obstacle.is_some())}
            <div class="acts__others">
                {copying(application)}
                <PrintButton>{text!(port_plus.print)}</PrintButton>
            </div>
        </div>
        {why}
    }
    .into_any()
}

fn changing(desk: Desk, application: &PortApplication, off: bool) -> AnyView {
    let number = application.number;
    let change = Callback::new(move |()| desk.navigator.go_to(desk.address("step=change")));
    let cancel = Callback::new(move |()| desk.cancelling.set(Some(number)));
    if off {
        return view! {
            <Button weight=Weight::Solid off=true described_by=WHY>
                {text!(port_plus.change.open)}
            </Button>
            <Button weight=Weight::Outline off=true described_by=WHY>
                {text!(port_plus.cancel.title)}
            </Button>
        }
        .into_any();
    }
    view! {
        <Button weight=Weight::Solid on_press=change>
            {text!(port_plus.change.open)}
        </Button>
        <Button weight=Weight::Outline on_press=cancel>
            {text!(port_plus.cancel.title)}
        </Button>
    }
    .into_any()
}

fn copying(application: &PortApplication) -> AnyView {
    let copy = Page::NewPortApplication.with_query(&format!("copy={}", application.number));
    view! {
        <ButtonLink href=copy weight=Weight::Text>
            <Icon glyph=icon::COPY />
            {text!(port_plus.application.copy)}
        </ButtonLink>
    }
    .into_any()
}
