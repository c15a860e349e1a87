use leptos::prelude::*;
use minato_types::company::Company;

use super::admins::Admins;
use super::notifications::Notifications;
use crate::components::description_list::{Description, DescriptionList};
use crate::components::skeleton::Skeleton;
use crate::format;
use crate::language::{Text, text};
use crate::layouts::frame::Frame;
use crate::loading::use_loader;
use crate::paths::Page;

/// The day of the month by which the contract means the last one.
const LAST_DAY: u8 = 31;

/// The member company as it is registered, its admins, and who is notified by mail.
#[component]
pub fn CompanyPage() -> impl IntoView {
    let company = use_loader(|client| Box::pin(async move { client.get_company().await }));
    let waiting = || view! { <Skeleton lines=5 /> }.into_any();
    view! {
        <Frame page=Page::Company lead=text!(company.details.lead)>
            <div class="card">{company.show(waiting, details)}</div>
            <Admins />
            <Notifications />
        </Frame>
    }
}

fn details(company: Company) -> AnyView {
    let number = company.member_number.to_string();
    let ports = format::number(company.contracted_ports.into());
    let postal_code = company.postal_code.map(|code| {
        view! { <span class="numbers">{text!(company.details.postalCode, code = code.clone())}</span> }
    });
    view! {
        <DescriptionList>
            <Description term=text!(company.details.memberNumber)>
                <strong class="numbers">{number}</strong>
            </Description>
            <Description term=text!(company.details.name)>{company.name}</Description>
            <Description term=text!(company.details.address)>
                {postal_code} <span class="block">{company.address}</span>
            </Description>
            <Description term=text!(company.details.contractedPorts)>
                <span class="numbers">{text!(company.details.ports, count = ports.clone())}</span>
            </Description>
            <Description term=text!(company.details.closingDay)>
                {closing_day(company.closing_day)}
            </Description>
        </DescriptionList>
    }
    .into_any()
}

fn closing_day(day: u8) -> Text {
    if day >= LAST_DAY {
        text!(company.details.closingDayLast)
    } else {
        text!(company.details.closingDayNth, day = day)
    }
}
