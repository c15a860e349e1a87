//! What somebody uses is noted by the server: the start page leads back to it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_types::auth::SessionLevel;
use minato_types::pins::{PinKind, PinTarget};

use crate::navigation::use_address;
use crate::paths::{Address, Page};
use crate::session::use_session;

/// Notes each thing when it is opened, as long as somebody is `inside`.
pub(super) fn note_recent(inside: Signal<bool>) {
    let (session, address) = (use_session(), use_address());
    let thing = Memo::new(move |_| {
        let address = address.get().filter(|_| inside.get())?;
        let two_steps = session.now()?.level == SessionLevel::TwoStep;
        two_steps.then(|| thing_at(&address)).flatten()
    });
    Effect::new(move |_| {
        let Some((kind, target)) = thing.get() else {
            return;
        };
        let target = PinTarget {
            kind: kind.to_string(),
            target,
        };
        spawn_local(async move {
            // Nobody waits for it: what could not be noted is missing in the list alone.
            let _ = session.client().note_recent_operation(&target).await;
        });
    });
}

/// What is used at an address; nothing where one only looks round.
fn thing_at(address: &Address) -> Option<(PinKind, String)> {
    let page = address.page();
    match page {
        Page::SettingsSite => Some((PinKind::Service, address.parameter()?)),
        Page::Contract | Page::ContractSettings => Some((PinKind::Contract, address.parameter()?)),
        Page::CompanyNotes
        | Page::CompanyOptions
        | Page::CompanySecurity
        | Page::PortPlus
        | Page::NewPortApplication
        | Page::PortCalendar
        | Page::Accounts
        | Page::NewAccount
        | Page::Groups => Some((PinKind::Page, page.path().to_owned())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str) -> Option<(PinKind, String)> {
        thing_at(&Address::at(path, "").unwrap())
    }

    #[test]
    fn what_one_does_is_noted_and_where_one_only_passes_is_not() {
        let page = |path: &str| Some((PinKind::Page, path.to_owned()));
        assert_eq!(at("/port-plus/new"), page("/port-plus/new"));
        let door = at("/settings-site/cloud-pbx");
        assert_eq!(door, Some((PinKind::Service, "cloud-pbx".to_owned())));
        assert_eq!(at("/"), None);
        assert_eq!(at("/me/profile"), None);
    }
}
