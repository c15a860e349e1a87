use leptos::prelude::*;
use minato_client::Versioned;
use minato_types::ProblemCode;
use minato_types::port_applications::{PortApplication, PortApplicationHistory};
use minato_types::values::PortApplicationNumber;

use super::acts::acts;
use super::cancel::CancelDialog;
use super::change::ChangeApplication;
use super::confirmation::{Done, confirmation};
use super::facts::all_facts;
use super::gate::for_members;
use super::history::history;
use crate::components::banner::{Banner, Tone};
use crate::components::button::ButtonLink;
use crate::components::empty_state::EmptyState;
use crate::components::icon;
use crate::components::skeleton::Skeleton;
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::layouts::frame::Frame;
use crate::loading::{Loader, use_loader};
use crate::navigation::{Navigator, use_navigator, use_query};
use crate::paths::{Address, Page};
use crate::view::{live, nothing};

/// The id of the heading of the facts, where the keyboard goes back to.
const FACTS: &str = "facts";

/// One application.
pub fn page(number: PortApplicationNumber) -> AnyView {
    for_members(Page::PortApplication, move |_| shown(number))
}

/// What the parts of the page work with.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// The number that the address names; the application may have a later revision.
    number: PortApplicationNumber,
    pub(super) application: Loader<Versioned<PortApplication>>,
    pub(super) history: Loader<PortApplicationHistory>,
    pub(super) navigator: Navigator,
    /// The application that is about to be cancelled.
    pub(super) cancelling: RwSignal<Option<PortApplicationNumber>>,
}

impl Desk {
    /// The number that the address names.
    pub(super) const fn number(self) -> PortApplicationNumber {
        self.number
    }

    /// The address of this page with a query.
    pub(super) fn address(self, query: &str) -> String {
        Address::port_application(self.number)
            .with_query(query)
            .to_string()
    }
}

fn shown(number: PortApplicationNumber) -> AnyView {
    let desk = Desk {
        number,
        application: use_loader(move |client| {
            Box::pin(async move { client.get_port_application(number).await })
        }),
        history: use_loader(move |client| {
            Box::pin(async move { client.list_port_application_history(number).await })
        }),
        navigator: use_navigator(),
        cancelling: RwSignal::new(None),
    };
    let known = Memo::new(move |_| desk.application.get().map(|found| found.value.number));
    let heading = text!(
        port_plus.application.heading,
        number = known.get().unwrap_or(number).to_string()
    );
    let cancelled = Callback::new(move |cancelled| {
        desk.application.put(cancelled);
        desk.history.again();
        desk.navigator.replace(desk.address("done=cancelled"));
        focus_soon(FACTS);
    });
    view! {
        <Frame page=Page::PortApplication heading=heading>
            {content(desk)}
            <CancelDialog target=desk.cancelling on_cancelled=cancelled />
        </Frame>
    }
    .into_any()
}

/// How one looks at the application.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    Waiting,
    Missing,
    Facts,
    Change,
}

fn content(desk: Desk) -> AnyView {
    let asked = use_query();
    let step = Memo::new(move |_| asked.with(|asked| asked.get("step")));
    let view = Memo::new(move |_| {
        let error = desk.application.failure();
        let missing = error.is_some_and(|error| error.code() == Some(ProblemCode::NotFound));
        match (desk.application.get(), step.get()) {
            (None, _) if missing => View::Missing,
            (None, _) => View::Waiting,
            (Some(found), Some(_)) if found.value.changeable => View::Change,
            _ => View::Facts,
        }
    });
    let reviewing = Memo::new(move |_| step.get().is_some_and(|step| step == "review"));
    Effect::new(move |before: Option<View>| {
        let now = view.get();
        if (before, now) == (Some(View::Change), View::Facts) {
            focus_soon(FACTS);
        }
        now
    });
    let waiting = || view! { <Skeleton lines=9 /> }.into_any();
    live(move || match view.get() {
        View::Missing => missing(),
        View::Waiting | View::Facts => desk
            .application
            .show(waiting, move |found| facts(desk, &found.value)),
        View::Change => {
            // What is typed must not be replaced when the application is fetched anew.
            let current = untrack(move || desk.application.get());
            current.map_or_else(nothing, |current| {
                view! { <ChangeApplication desk=desk current=current reviewing=reviewing /> }
                    .into_any()
            })
        }
    })
}

fn facts(desk: Desk, application: &PortApplication) -> AnyView {
    let asked = use_query();
    let done = asked.with(|asked| asked.get("done"));
    let done = done.and_then(|word| Done::of(&word, application));
    let told = done.map_or_else(nothing, |done| confirmation(done, application));
    let is_later = application.number != desk.number;
    let later = if is_later && done.is_none() {
        newer(application)
    } else {
        nothing()
    };
    view! {
        {told}
        {later}
        <section class="card" aria-labelledby=FACTS>
            <h2 id=FACTS tabindex="-1">
                {text!(port_plus.application.facts)}
            </h2>
            {all_facts(application)}
            {acts(desk, application)}
        </section>
        {history(desk.history)}
    }
    .into_any()
}

/// The address names an earlier revision.
fn newer(application: &PortApplication) -> AnyView {
    let number = application.number.to_string();
    view! {
        <Banner tone=Tone::Info>
            {text!(port_plus.application.newer, number = number.as_str())}
        </Banner>
    }
    .into_any()
}

fn missing() -> AnyView {
    let (title, lead) = (
        text!(port_plus.application.missingTitle),
        text!(port_plus.application.missingLead),
    );
    view! {
        <EmptyState glyph=icon::SEARCH title=title lead=lead>
            <ButtonLink href=Page::PortPlus.path()>{text!(port_plus.toList)}</ButtonLink>
        </EmptyState>
    }
    .into_any()
}
