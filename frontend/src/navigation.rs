//! Going from page to page.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};

use crate::paths::{Access, Page};
use crate::session::SessionContext;

/// The page that the address names; told only when it is another one.
pub fn use_page() -> Memo<Option<Page>> {
    let path = use_location().pathname;
    Memo::new(move |_| path.with(|path| Page::at(path)))
}

/// Where the address says one goes on after signing in.
pub fn use_next() -> Signal<Option<Page>> {
    let query = use_query_map();
    Signal::derive(move || Page::from_next(query.with(|query| query.get("next")).as_deref()))
}

/// Goes to an address of ours.
#[derive(Clone, Copy)]
pub struct Navigator(Callback<(String, bool)>);

impl Navigator {
    /// Goes to a page.
    pub fn go(self, page: Page) {
        self.0.run((page.path().to_owned(), false));
    }

    /// Goes to an address of ours, with its query.
    pub fn go_to(self, address: String) {
        self.0.run((address, false));
    }

    /// Goes to an address of ours; "back" will not return to where one was.
    pub fn replace(self, address: String) {
        self.0.run((address, true));
    }
}

/// The way to other pages.
pub fn use_navigator() -> Navigator {
    let navigate = use_navigate();
    Navigator(Callback::new(move |(address, replace): (String, bool)| {
        navigate(
            &address,
            NavigateOptions {
                replace,
                ..NavigateOptions::default()
            },
        );
    }))
}

/// Asks before the window is closed or reloaded while something is unsaved.
pub fn guard_unsaved(is_unsaved: impl Fn() -> bool + 'static) {
    let guard = window_event_listener(leptos::ev::beforeunload, move |event| {
        if untrack(&is_unsaved) {
            event.prevent_default();
        }
    });
    on_cleanup(move || guard.remove());
}

/// Sends people where they belong: to the door, to the second step, or past both.
pub fn watch_access(session: SessionContext) {
    let (page, next, navigator) = (use_page(), use_next(), use_navigator());
    Effect::new(move |_| {
        let Some(page) = page.get() else { return };
        if !session.is_known() || session.has_lapsed() {
            return;
        }
        let standing = Standing {
            signed_in: session.get().is_some(),
            code_awaited: session.pending().is_some(),
        };
        if let Some(address) = standing.sent_on(page, next.get()) {
            navigator.replace(address);
        }
    });
}

/// How far somebody is on the way in.
#[derive(Debug, Clone, Copy)]
struct Standing {
    signed_in: bool,
    code_awaited: bool,
}

impl Standing {
    /// Where somebody who asks for `page` belongs instead, if anywhere.
    fn sent_on(self, page: Page, next: Option<Page>) -> Option<String> {
        match (page.access(), page) {
            (Access::SignedIn, _) if !self.signed_in => {
                let door = if self.code_awaited {
                    Page::LoginCode
                } else {
                    Page::Login
                };
                Some(door.with_next(Some(page)))
            }
            (Access::Door, _) if self.signed_in => {
                Some(next.unwrap_or(Page::Start).path().to_owned())
            }
            (Access::Door, Page::LoginCode) if !self.code_awaited => {
                Some(Page::Login.with_next(next))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTSIDE: Standing = Standing {
        signed_in: false,
        code_awaited: false,
    };
    const BETWEEN: Standing = Standing {
        signed_in: false,
        code_awaited: true,
    };
    const INSIDE: Standing = Standing {
        signed_in: true,
        code_awaited: false,
    };

    #[test]
    fn whoever_is_outside_comes_back_to_the_page_after_signing_in() {
        let address = OUTSIDE.sent_on(Page::Profile, None);
        assert_eq!(address.as_deref(), Some("/login?next=/me/profile"));
        let address = INSIDE.sent_on(Page::Login, Some(Page::Profile));
        assert_eq!(address.as_deref(), Some("/me/profile"));
        assert_eq!(INSIDE.sent_on(Page::LoginCode, None).as_deref(), Some("/"));
    }

    #[test]
    fn the_second_step_exists_only_after_the_first() {
        assert_eq!(
            OUTSIDE.sent_on(Page::LoginCode, None).as_deref(),
            Some("/login")
        );
        assert_eq!(BETWEEN.sent_on(Page::LoginCode, None), None);
        let address = BETWEEN.sent_on(Page::Company, None);
        assert_eq!(address.as_deref(), Some("/login/code?next=/company"));
    }

    #[test]
    fn open_pages_stay_open_and_nobody_is_sent_in_circles() {
        for standing in [OUTSIDE, BETWEEN, INSIDE] {
            for page in Page::ALL {
                let Some(address) = standing.sent_on(*page, None) else {
                    continue;
                };
                assert_ne!(page.access(), Access::Anyone);
                let path = address.split('?').next().unwrap();
                let landed = Page::at(path).unwrap();
                assert_eq!(
                    standing.sent_on(landed, None),
                    None,
                    "{} -> {address}",
                    page.name()
                );
            }
        }
    }
}
