use leptos::prelude::*;
use minato_types::rules::deadline::Deadline;

use super::entry::{Entry, sum_words};
use super::new::Applying;
use super::words;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::checkbox::TICKED;
use crate::components::description_list::{Description, DescriptionList};
use crate::components::icon::{self, Icon};
use crate::forms::port_plus::SubmitPortApplicationForm;
use crate::language::text;
use crate::session::use_session;
use crate::view::live_if;

/// The id of the heading of the second step.
pub(super) const REVIEW: &str = "review";

/// What will be sent, once more in words.
pub(super) fn review(applying: &Applying) -> AnyView {
    let applying = *applying;
    let form = untrack(move || applying.form.values());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        applying.send();
    };
    let correct = Callback::new(move |()| applying.correct());
    let unsure = live_if(applying.unsure.into(), || {
        view! {
            <Banner tone=Tone::Warning title=text!(port_plus.new.unsureTitle)>
                {text!(port_plus.new.unsureLead)}
            </Banner>
        }
        .into_any()
    });
    view! {
        <section class="card" aria-labelledby=REVIEW>
            <h2 id=REVIEW tabindex="-1">
                {text!(port_plus.new.reviewTitle)}
            </h2>
            <p>{text!(port_plus.new.reviewLead)}</p>
            {facts(applying.entry, &form)}
            {unsure}
            <form class="form" on:submit=send>
                <div class="form__acts">
                    <Button submits=true busy=applying.form.busy()>
                        {text!(port_plus.new.send)}
                    </Button>
                    <Button weight=Weight::Outline on_press=correct>
                        {text!(port_plus.correct)}
                    </Button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn facts(entry: Entry, form: &SubmitPortApplicationForm) -> AnyView {
    let (Some(day), Some(ports), Some(judge)) = (form.day(), form.ports(), form.judge.as_ref())
    else {
        return crate::view::nothing();
    };
    let applicant = use_session().now().map(|session| session.account.name);
    let remind = if form.remind == TICKED {
        text!(port_plus.facts.remindOn)
    } else {
        text!(port_plus.facts.remindOff)
    };
    let deadline = judge.verdict(day).deadline;
    view! {
        <DescriptionList>
            <Description term=text!(port_plus.columns.effectiveDate)>
                <strong class="numbers">{words::date(day)}</strong>
            </Description>
            <Description term=text!(port_plus.columns.addedPorts)>
                <strong class="numbers">{words::ports(ports)}</strong>
                <span class="block note">{sum_words(entry.day_ports, entry.asked)}</span>
            </Description>
            <Description term=text!(port_plus.facts.changeableUntil)>
                {deadline.map(until)}
            </Description>
            <Description term=text!(port_plus.facts.remind)>{remind}</Description>
            <Description term=text!(port_plus.columns.applicant)>
                {applicant.map(|name| name.as_str().to_owned())}
            </Description>
        </DescriptionList>
    }
    .into_any()
}

/// A deadline, to be seen.
pub(super) fn until(deadline: Deadline) -> AnyView {
    view! {
        <span class="until">
            <Icon glyph=icon::CLOCK />
            <span class="numbers">{words::deadline(deadline)}</span>
        </span>
    }
    .into_any()
}
