use leptos::prelude::*;
use minato_types::services::ServiceMenu;

use super::corner::Corner;
use super::menu;
use super::pins::PinDesk;
use crate::components::skeleton::Skeleton;
use crate::language::text;
use crate::layouts::frame::Frame;
use crate::loading::use_loader;
use crate::pages::contracts::empty::no_rights;
use crate::pages::start;
use crate::paths::Page;
use crate::session::use_session;
use crate::view::nothing;

/// The start page of those who have proved two steps: the menu of services.
#[component]
pub(super) fn ServicesPage() -> impl IntoView {
    let Some(session) = use_session().now() else {
        return nothing();
    };
    let menu = use_loader(|client| Box::pin(async move { client.get_service_menu().await }));
    let desk = PinDesk::new();
    let waiting = || view! { <Skeleton lines=9 /> }.into_any();
    let services = menu.show(waiting, move |menu| services(&menu, desk));
    view! {
        <Frame page=Page::Start lead=start::lead(&session) wide=true>
            <div class="start">
                <section class="start__services" aria-labelledby="services">
                    <h2 id="services">{text!(services.menu.title)}</h2>
                    {services}
                </section>
                <Corner desk=desk role=session.account.role />
            </div>
            {start::further(&session)}
        </Frame>
    }
    .into_any()
}

fn services(menu: &ServiceMenu, desk: PinDesk) -> AnyView {
    if menu.categories.is_empty() {
        return no_rights();
    }
    menu::categories(menu, desk)
}
