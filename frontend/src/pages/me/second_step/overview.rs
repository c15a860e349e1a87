use leptos::prelude::*;
use minato_types::auth::Session;
use minato_types::security::SecurityOverview;
use minato_types::values::{SecondFactor, TimeZone};

use super::desk::{Deed, Desk, METHOD};
use crate::components::badge::{Badge, BadgeTone};
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::description_list::{Description, DescriptionList};
use crate::components::skeleton::Skeleton;
use crate::format;
use crate::language::{Text, filled_text, text};
use crate::pages::me::words;
use crate::view::{each, live, nothing};

/// From how many recovery codes on new ones are advised.
const FEW: u32 = 3;

/// How one proves oneself after the password, and what one can do about it.
pub(super) fn overview(desk: Desk, session: &Session) -> AnyView {
    let two_step = session.member.two_step;
    let zone = session.account.time_zone.clone();
    let waiting = || view! { <Skeleton lines=4 /> }.into_any();
    let factor = desk.factor();
    let state = live(move || badge(two_step || factor.get() == SecondFactor::Totp));
    let ready = move |overview: SecurityOverview| {
        if overview.factor == SecondFactor::Totp {
            with_app(desk, &overview, &zone)
        } else {
            without_app(desk, two_step)
        }
    };
    // In a dialog the refusal stands there.
    let refusal = live(move || match desk.asked.get() {
        None => desk.refusal(),
        Some(_) => nothing(),
    });
    view! {
        <section class="card deeds" aria-labelledby=METHOD>
            <div class="card__head">
                <h2 id=METHOD tabindex="-1">
                    {text!(account.security.twoStep)}
                </h2>
                <p class="card__state">{state}</p>
            </div>
            {refusal}
            {desk.overview.show(waiting, ready)}
        </section>
    }
    .into_any()
}

fn badge(on: bool) -> AnyView {
    if on {
        view! { <Badge tone=BadgeTone::Good>{text!(account.security.twoStepOn)}</Badge> }.into_any()
    } else {
        view! { <Badge tone=BadgeTone::Quiet>{text!(account.security.twoStepOff)}</Badge> }
            .into_any()
    }
}

fn without_app(desk: Desk, two_step: bool) -> AnyView {
    let factor = if two_step {
        words::factor(SecondFactor::MailOtp)
    } else {
        text!(account.factor.off)
    };
    view! {
        <DescriptionList>
            <Description term=text!(account.fields.secondFactor)>{factor}</Description>
        </DescriptionList>
        <ul>
            {row(
                desk,
                Offer {
                    deed: Deed::SetUp,
                    id: "set-up-lead",
                    weight: Weight::Solid,
                    name: text!(security.method.appTitle),
                    lead: text!(security.method.appLead),
                    act: text!(security.method.setUp),
                },
            )}
        </ul>
    }
    .into_any()
}

fn with_app(desk: Desk, overview: &SecurityOverview, zone: &TimeZone) -> AnyView {
    let (left, since, zone) = (
        overview.recovery_codes_left,
        overview.totp_since,
        zone.clone(),
    );
    let since = filled_text(move |language| {
        let since = since.map(|since| format::date_time(since, zone.as_str(), language));
        since.unwrap_or_default()
    });
    // Who must use an app can replace it, but not go without one.
    let is_possible = |offer: &Offer| offer.deed != Deed::Remove || !overview.totp_required;
    let offered: Vec<Offer> = offers().into_iter().filter(is_possible).collect();
    view! {
        {few(left)}
        <DescriptionList>
            <Description term=text!(account.fields.secondFactor)>
                {words::factor(SecondFactor::Totp)}
            </Description>
            <Description term=text!(security.method.since)>
                <span class="numbers">{since}</span>
            </Description>
            <Description term=text!(security.method.codes)>
                <span class="numbers">{text!(security.method.codesLeft, count = left)}</span>
            </Description>
        </DescriptionList>
        <ul>{each(offered, move |offer| row(desk, offer))}</ul>
    }
    .into_any()
}

/// That there is soon nothing left to fall back on.
fn few(left: u32) -> AnyView {
    let title = match left {
        0 => text!(security.method.noneTitle),
        1..=FEW => text!(security.method.fewTitle),
        _ => return nothing(),
    };
    view! {
        <Banner tone=Tone::Warning title=title>
            {text!(security.method.fewLead)}
        </Banner>
    }
    .into_any()
}

/// Something one can do.
#[derive(Clone, Copy)]
struct Offer {
    deed: Deed,
    id: &'static str,
    weight: Weight,
    name: Text,
    lead: Text,
    act: Text,
}

/// What one can do with an app.
fn offers() -> [Offer; 3] {
    let weight = Weight::Outline;
    [
        Offer {
            deed: Deed::Renew,
            id: "renew-lead",
            weight,
            name: text!(security.acts.renew),
            lead: text!(security.acts.renewLead),
            act: text!(security.acts.renewAct),
        },
        Offer {
            deed: Deed::SetUp,
            id: "set-up-lead",
            weight,
            name: text!(security.acts.replace),
            lead: text!(security.acts.replaceLead),
            act: text!(security.acts.replaceAct),
        },
        Offer {
            deed: Deed::Remove,
            id: "remove-lead",
            weight,
            name: text!(security.acts.remove),
            lead: text!(security.acts.removeLead),
            act: text!(security.acts.removeAct),
        },
    ]
}

fn row(desk: Desk, offer: Offer) -> AnyView {
    let Offer {
        deed,
        id,
        weight,
        name,
        lead,
        act,
    } = offer;
    let busy = Signal::derive(move || desk.busy.get() == Some(deed));
    let press = Callback::new(move |()| desk.press(deed));
    view! {
        <li class="rows__row">
            <div class="rows__body">
                <h3 class="rows__name">{name}</h3>
                <p class="rows__lead" id=id>
                    {lead}
                </p>
            </div>
            <div class="rows__state">
                <Button weight=weight busy=busy described_by=id on_press=press>
                    {act}
                </Button>
            </div>
        </li>
    }
    .into_any()
}
