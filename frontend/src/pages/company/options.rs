use leptos::prelude::*;
use minato_types::company::{CompanyOption, CompanyOptionKind, CompanyOptions};

use crate::components::badge::{Badge, BadgeTone};
use crate::components::banner::{Banner, Tone};
use crate::components::skeleton::Skeleton;
use crate::format;
use crate::language::{Text, filled_text, locale_of, text};
use crate::layouts::frame::Frame;
use crate::loading::use_loader;
use crate::paths::Page;
use crate::view::each;
use crate::words::words_of;

/// What the member has ordered and could order, and how.
#[component]
pub fn CompanyOptionsPage() -> impl IntoView {
    let options = use_loader(|client| Box::pin(async move { client.list_company_options().await }));
    let waiting = || view! { <Skeleton lines=8 /> }.into_any();
    view! {
        <Frame page=Page::CompanyOptions lead=text!(company.options.lead)>
            {options.show(waiting, |options| list(&options))}
            <Banner tone=Tone::Info title=text!(company.options.apply)>
                {text!(company.options.applyLead)}
            </Banner>
        </Frame>
    }
}

fn list(options: &CompanyOptions) -> AnyView {
    view! { <ul class="rows card">{each(&options.items, row)}</ul> }.into_any()
}

fn row(option: &CompanyOption) -> AnyView {
    let (name, lead) = words(option.kind);
    let badge = if option.enabled {
        view! { <Badge tone=BadgeTone::Good>{text!(company.options.inUse)}</Badge> }.into_any()
    } else {
        view! { <Badge tone=BadgeTone::Quiet>{text!(company.options.notInUse)}</Badge> }.into_any()
    };
    let since = option.enabled_since.filter(|_| option.enabled).map(|day| {
        let words = filled_text(move |language| {
            let date = format::date(day, language);
            words_of!(
                locale_of(language),
                company.options.since,
                date = date.as_str()
            )
        });
        view! { <p class="rows__aside numbers">{words}</p> }
    });
    view! {
        <li class="rows__row">
            <div class="rows__body">
                <h2 class="rows__name">{name}</h2>
                <p class="rows__lead">{lead}</p>
            </div>
            <div class="rows__state">{badge} {since}</div>
        </li>
    }
    .into_any()
}

/// What an option is called, and what it is.
pub(crate) fn words(kind: CompanyOptionKind) -> (Text, Text) {
    match kind {
        CompanyOptionKind::PortPlus => (
            text!(company.options.portPlus),
            text!(company.options.portPlusLead),
        ),
        CompanyOptionKind::TwoStepSignIn => (
            text!(company.options.twoStepSignIn),
            text!(company.options.twoStepSignInLead),
        ),
        CompanyOptionKind::ApiAccess => (
            text!(company.options.apiAccess),
            text!(company.options.apiAccessLead),
        ),
        CompanyOptionKind::Webhooks => (
            text!(company.options.webhooks),
            text!(company.options.webhooksLead),
        ),
    }
}
