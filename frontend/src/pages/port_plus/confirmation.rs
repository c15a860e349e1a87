//! What was done, what happens next and by when; it can be printed.

use leptos::prelude::*;
use minato_types::port_applications::{PortApplication, PortApplicationState};

use super::words;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{ButtonLink, Weight};
use crate::components::print_button::PrintButton;
use crate::language::{Text, filled_text, locale_of, text};
use crate::layouts::frame::page_name;
use crate::paths::Page;
use crate::view::each;
use crate::words::words_of;

/// What was done to an application just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    Submitted,
    Changed,
    Cancelled,
}

impl Done {
    /// What the address says was done, unless the application says otherwise: an old address
    /// must not tell what is no longer true.
    pub(super) fn of(word: &str, application: &PortApplication) -> Option<Self> {
        let is_accepted = application.state == PortApplicationState::Accepted;
        let is_first = application.number.revision == 0;
        match word {
            "submitted" if is_accepted && is_first => Some(Self::Submitted),
            "changed" if is_accepted && !is_first => Some(Self::Changed),
            "cancelled" if application.state == PortApplicationState::Cancelled => {
                Some(Self::Cancelled)
            }
            _ => None,
        }
    }
}

/// What was done and what happens next.
pub(super) fn confirmation(done: Done, application: &PortApplication) -> AnyView {
    let title = match done {
        Done::Submitted => text!(port_plus.done.submitted),
        Done::Changed => text!(port_plus.done.changed),
        Done::Cancelled => text!(port_plus.done.cancelled),
    };
    let lines = each(lines(done, application), |line| {
        view! { <li>{line}</li> }.into_any()
    });
    view! {
        <Banner tone=Tone::Success title=title>
            <ul class="told">{lines}</ul>
            <div class="acts">
                <ButtonLink href=Page::PortPlus.path() weight=Weight::Outline>
                    {text!(port_plus.toList)}
                </ButtonLink>
                <ButtonLink href=Page::NewPortApplication.path() weight=Weight::Text>
                    {page_name(Page::NewPortApplication)}
                </ButtonLink>
                <PrintButton>{text!(port_plus.print)}</PrintButton>
            </div>
        </Banner>
    }
    .into_any()
}

fn lines(done: Done, application: &PortApplication) -> Vec<Text> {
    let (number, day) = (application.number.to_string(), application.effective_date);
    let (ports, deadline) = (application.added_ports, application.deadline);
    let date = words::date(day);
    let mail = filled_text(move |language| {
        words_of!(
            locale_of(language),
            port_plus.done.mail,
            number = number.as_str()
        )
    });
    if done == Done::Cancelled {
        let none = filled_text(move |language| {
            words_of!(locale_of(language), port_plus.done.none, date = date.get())
        });
        return vec![mail, none];
    }
    let (until, count) = (words::deadline(deadline), words::ports(ports));
    let changeable = filled_text(move |language| {
        words_of!(
            locale_of(language),
            port_plus.done.until,
            deadline = until.get()
        )
    });
    let effective = filled_text(move |language| {
        let (date, ports) = (date.get(), count.get());
        words_of!(
            locale_of(language),
            port_plus.done.effective,
            date = date,
            ports = ports
        )
    });
    let remind = application.remind.then(|| text!(port_plus.done.remind));
    [mail, changeable, effective]
        .into_iter()
        .chain(remind)
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn application(number: &str, state: &str) -> PortApplication {
        serde_json::from_value(json!({
            "number": number, "effectiveDate": "2026-09-24", "addedPorts": 5, "state": state,
            "applicant": { "id": "0198c000-0000-7000-8000-000000000001", "name": "港 花子" },
            "submittedAt": "2026-09-01T01:00:00Z", "updatedAt": "2026-09-01T01:00:00Z",
            "deadline": { "day": "2026-09-17", "at": "2026-09-17T15:00:00Z", "provisional": false },
            "daysLeft": 7, "remind": false, "changeable": true,
        }))
        .unwrap()
    }

    #[test]
    fn an_old_address_does_not_tell_what_is_no_longer_true() {
        let new = application("SO-00001-0", "accepted");
        assert_eq!(Done::of("submitted", &new), Some(Done::Submitted));
        assert_eq!(Done::of("cancelled", &new), None);
        assert_eq!(Done::of("eaten", &new), None);
        let changed = application("SO-00001-1", "accepted");
        assert_eq!(Done::of("submitted", &changed), None);
        assert_eq!(Done::of("changed", &changed), Some(Done::Changed));
        let cancelled = application("SO-00001-1", "cancelled");
        assert_eq!(Done::of("changed", &cancelled), None);
        assert_eq!(Done::of("cancelled", &cancelled), Some(Done::Cancelled));
    }
}
