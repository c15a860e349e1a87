use leptos::prelude::*;
use minato_client::{ClientError, Versioned};
use minato_types::ProblemCode;
use minato_types::groups::{UserGroup, UserGroupKind};
use minato_types::values::UserGroupId;

use super::desk::Desk;
use super::{contracts, delete, name, people, preview, services, words};
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, ButtonLink, Weight};
use crate::components::empty_state::EmptyState;
use crate::components::icon;
use crate::components::skeleton::Skeleton;
use crate::language::{filled_text, locale_of, text};
use crate::layouts::frame::{Frame, page_name};
use crate::loading::use_loader;
use crate::navigation::guard_unsaved;
use crate::pages::accounts::gate::for_admins;
use crate::paths::Page;
use crate::problems::problem;
use crate::view::{live, live_if, nothing};
use crate::words::words_of;

/// One group: its name, its people, what it covers, and what that means for somebody.
pub(crate) fn page(id: UserGroupId) -> AnyView {
    for_admins(Page::Group, move |_| shown(id))
}

fn shown(id: UserGroupId) -> AnyView {
    let fetched = use_loader(move |client| Box::pin(async move { client.get_group(id).await }));
    // What is not saved must not be replaced when the group is fetched anew.
    let desk = RwSignal::new(None::<Desk>);
    let owner = Owner::current();
    Effect::new(move |_| {
        if let (Some(group), true) = (fetched.get(), desk.with_untracked(Option::is_none)) {
            let made = owner.as_ref().map(|owner| owner.with(|| Desk::new(group)));
            desk.set(made);
        }
    });
    let kind = page_name(Page::Group);
    let heading = Signal::derive(move || match desk.get() {
        Some(desk) => desk.with(|group| words::name(group.kind, group.name.clone()).get()),
        None => kind.get(),
    });
    let is_gone = Memo::new(move |_| {
        let failure = fetched.failure();
        let code = failure.as_ref().and_then(ClientError::code);
        code == Some(ProblemCode::NotFound) && desk.with(Option::is_none)
    });
    let waiting = || view! { <Skeleton lines=8 /> }.into_any();
    let content = live(move || match desk.get() {
        Some(desk) => workbench(desk),
        None if is_gone.get() => gone(),
        None => fetched.show(waiting, |_: Versioned<UserGroup>| nothing()),
    });
    view! {
        <Frame page=Page::Group heading=heading>
            {content}
        </Frame>
    }
    .into_any()
}

/// It was deleted, or there never was one.
fn gone() -> AnyView {
    let (title, lead) = (text!(groups.gone.title), text!(groups.gone.lead));
    view! {
        <EmptyState glyph=icon::PEOPLE title=title lead=lead>
            <ButtonLink href=Page::Groups.path()>{page_name(Page::Groups)}</ButtonLink>
        </EmptyState>
    }
    .into_any()
}

fn workbench(desk: Desk) -> AnyView {
    guard_unsaved(move || desk.is_changed());
    let custom = desk.kind() == UserGroupKind::Custom;
    let range = custom.then(|| (services::section(desk), contracts::section(desk)));
    let delete = custom.then(|| delete::section(desk));
    view! {
        {name::section(desk)}
        {people::section(desk)}
        {range}
        {preview::section(desk)}
        {bar(desk)}
        {delete}
    }
    .into_any()
}

/// Saves people and range, or takes back what was not saved.
fn bar(desk: Desk) -> AnyView {
    let refusal = live(move || match desk.refused.get() {
        Some(error) if !desk.asked.get() => {
            let words = filled_text(move |language| match error.code() {
                Some(ProblemCode::PreconditionFailed) => {
                    words_of!(locale_of(language), groups.page.overtaken).to_owned()
                }
                _ => problem(&error, language),
            });
            view! { <Banner tone=Tone::Error>{words}</Banner> }.into_any()
        }
        _ => nothing(),
    });
    let changed = Signal::derive(move || desk.is_changed());
    let unchanged = Signal::derive(move || !desk.is_changed());
    let save = Callback::new(move |()| desk.save());
    let reset = Callback::new(move |()| desk.reset());
    let take_back = live_if(changed, move || {
        view! {
            <Button weight=Weight::Text on_press=reset>
                {text!(groups.page.reset)}
            </Button>
        }
        .into_any()
    });
    let state = live(move || {
        let words = if changed.get() {
            text!(groups.page.unsaved)
        } else {
            text!(groups.page.unchanged)
        };
        words.into_any()
    });
    view! {
        <div class="save-bar">
            {refusal} <div class="form__acts">
                <Button busy=desk.busy off=unchanged on_press=save described_by="save-state">
                    {text!(groups.page.save)}
                </Button>
                {take_back}
                <p class="note" id="save-state" role="status">
                    {state}
                </p>
            </div>
        </div>
    }
    .into_any()
}
