//! What somebody uses is noted by the server: the start page leads back to it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_types::auth::SessionLevel;
use minato_types::pins::{PinKind, PinTarget};

use crate::navigation::use_address;
use crate::paths::{Address, Page};
use crate::session::use_session;

/// A thing: its kind, and what names it.
type Thing = (PinKind, String);

/// Notes each page when it is opened, as long as somebody is `inside`.
pub(super) fn note_pages(inside: Signal<bool>) {
    let (session, address) = (use_session(), use_address());
    note(move || {
        let address = address.get().filter(|_| inside.get())?;
        let two_steps = session.now()?.level == SessionLevel::TwoStep;
        two_steps.then(|| page_at(&address)).flatten()
    });
}

/// Notes the thing that `reached` names, once it does: of a contract or a service that is only
/// when the server has answered that one may see it.
pub fn note(reached: impl Fn() -> Option<Thing> + Send + Sync + 'static) {
    let session = use_session();
    let thing = Memo::new(move |_| reached());
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

/// The page that is used at an address; nothing where one only looks round.
fn page_at(address: &Address) -> Option<Thing> {
    let page = address.page();
    match page {
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

    fn at(path: &str) -> Option<Thing> {
        page_at(&Address::at(path, "").unwrap())
    }

    #[test]
    fn what_one_does_is_noted_and_where_one_only_passes_is_not() {
        let page = |path: &str| Some((PinKind::Page, path.to_owned()));
        assert_eq!(at("/port-plus/new"), page("/port-plus/new"));
        assert_eq!(
            at("/settings-site/cloud-pbx"),
            None,
            "not before it is reached"
        );
        assert_eq!(at("/contracts/N123456789"), None);
        assert_eq!(at("/"), None);
        assert_eq!(at("/me/profile"), None);
    }
}
