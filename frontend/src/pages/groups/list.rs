use leptos::prelude::*;
use minato_types::groups::{UserGroupKind, UserGroupSummary, UserGroups};

use super::words;
use crate::components::button::ButtonLink;
use crate::components::skeleton::Skeleton;
use crate::components::table::{Column, Table};
use crate::language::{Text, text};
use crate::layouts::frame::{Frame, page_name};
use crate::loading::use_loader;
use crate::pages::accounts::gate::for_admins;
use crate::paths::{Address, Page};

/// All groups of the member.
#[component]
pub fn GroupsPage() -> impl IntoView {
    for_admins(Page::Groups, |_| page())
}

fn page() -> AnyView {
    let groups = use_loader(|client| Box::pin(async move { client.list_groups().await }));
    let add = view! {
        <ButtonLink href=Page::NewGroup.path()>{page_name(Page::NewGroup)}</ButtonLink>
    };
    let waiting = || view! { <Skeleton lines=6 /> }.into_any();
    view! {
        <Frame page=Page::Groups lead=text!(groups.list.lead) acts=add.into_any() wide=true>
            {groups.show(waiting, table)}
        </Frame>
    }
    .into_any()
}

fn table(groups: UserGroups) -> AnyView {
    let columns = vec![
        Column::header(text!(groups.fields.name)),
        Column::text(text!(groups.fields.description)),
        Column::number(text!(groups.fields.people)),
        Column::text(text!(groups.fields.range)),
    ];
    let rows = Box::new(move || groups.items.iter().map(row).collect());
    view! {
        <Table caption=text!(groups.list.caption) columns=columns rows=rows class="groups" />
    }
    .into_any()
}

fn row(group: &UserGroupSummary) -> Vec<AnyView> {
    let name = words::name(group.kind, group.name.clone());
    let description = match group.kind {
        UserGroupKind::Automatic => text!(groups.automatic.description),
        UserGroupKind::Custom => Signal::stored(group.description.clone()),
    };
    let people = group.account_count;
    vec![
        view! { <a href=Address::group(group.id).to_string()>{name}</a> }.into_any(),
        description.into_any(),
        text!(groups.list.people, people = people).into_any(),
        range(group).into_any(),
    ]
}

/// What a group covers, in a few words.
fn range(group: &UserGroupSummary) -> Text {
    let (services, contracts) = (group.service_count, group.contract_count);
    match group.kind {
        UserGroupKind::Automatic => text!(groups.list.everything),
        UserGroupKind::Custom if services == 0 && contracts == 0 => text!(groups.list.nothing),
        UserGroupKind::Custom => text!(
            groups.list.range,
            services = services,
            contracts = contracts
        ),
    }
}
