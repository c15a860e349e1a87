//! Going from page to page.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::JsValue;

use crate::paths::{Access, Address, Page};
use crate::query::Query;
use crate::session::SessionContext;

/// The page that the address names; told only when it is another one.
pub fn use_page() -> Memo<Option<Page>> {
    let path = use_location().pathname;
    Memo::new(move |_| path.with(|path| Page::at(path)))
}

/// The page with what its path names and its query.
pub fn use_address() -> Memo<Option<Address>> {
    let location = use_location();
    let (path, query) = (location.pathname, location.search);
    Memo::new(move |_| path.with(|path| query.with(|query| Address::at(path, query))))
}

/// The query of the address. The router's own `use_query_map` would stay at the query of the
/// page before: for the router all our pages are one route, whose query it takes over only
/// where the path stays the same. Its `ParamsMap` decodes a value twice: what people search
/// for would not come back as they typed it.
pub fn use_query() -> Memo<Query> {
    let query = use_location().search;
    Memo::new(move |_| query.with(|query| Query::new(query)))
}

/// Where the address says one goes on after signing in.
pub fn use_next() -> Signal<Option<Address>> {
    let query = use_query();
    Signal::derive(move || Address::from_next(query.with(|query| query.get("next")).as_deref()))
}

/// Goes to an address of ours.
#[derive(Clone, Copy)]
pub struct Navigator(Callback<(String, Manner)>);

/// How one goes to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// To the top of another page; "back" returns.
    Onward,
    /// The page stays where it is, only what it shows is another; "back" returns.
    Within,
    /// Instead of where one was.
    Replacing,
}

impl Navigator {
    /// Goes to a page.
    pub fn go(self, page: Page) {
        self.go_to(page.path().to_owned());
    }

    /// Goes to an address of ours, with its query.
    pub fn go_to(self, address: String) {
        self.0.run((address, Manner::Onward));
    }

    /// Shows something else on the page that is open, which is not scrolled: the address
    /// differs in the query only.
    pub fn stay(self, address: String) {
        self.0.run((address, Manner::Within));
    }

    /// Goes to an address of ours; "back" will not return to where one was.
    pub fn replace(self, address: String) {
        self.0.run((address, Manner::Replacing));
    }
}

/// The way to other pages.
pub fn use_navigator() -> Navigator {
    let navigate = use_navigate();
    Navigator(Callback::new(move |(address, manner): (String, Manner)| {
        navigate(
            &address,
            NavigateOptions {
                replace: manner == Manner::Replacing,
                scroll: manner != Manner::Within,
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
    let (asked, next, navigator) = (use_address(), use_next(), use_navigator());
    Effect::new(move |_| {
        let Some(asked) = asked.get() else { return };
        if !session.is_known() || session.has_lapsed() {
            return;
        }
        let standing = Standing {
            signed_in: session.get().is_some(),
            code_awaited: session.pending().is_some(),
        };
        if let Some(address) = standing.sent_on(&asked, next.get().as_ref()) {
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
    /// Where somebody who asks for `asked` belongs instead, if anywhere.
    fn sent_on(self, asked: &Address, next: Option<&Address>) -> Option<String> {
        let page = asked.page();
        match (page.access(), page) {
            (Access::SignedIn, _) if !self.signed_in => {
                let door = if self.code_awaited {
                    Page::LoginCode
                } else {
                    Page::Login
                };
                Some(door.with_next(Some(asked)))
            }
            (Access::Door, _) if self.signed_in => {
                Some(next.map_or_else(|| Page::Start.path().to_owned(), Address::to_string))
            }
            (Access::Door, Page::LoginCode) if !self.code_awaited => {
                Some(Page::Login.with_next(next))
            }
            _ => None,
        }
    }
}

/// Takes the secret of a mailed link, which stands behind the `#`, out of the address bar and out
/// of the history.
pub fn forget_secret_of_address(page: Page) {
    if let Ok(history) = window().history() {
        // It fails only for another origin's address.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(page.path()));
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

    fn sent_on(standing: Standing, page: Page, next: Option<Page>) -> Option<String> {
        standing.sent_on(&page.into(), next.map(Address::from).as_ref())
    }

    #[test]
    fn whoever_is_outside_comes_back_to_the_page_after_signing_in() {
        let address = sent_on(OUTSIDE, Page::Profile, None);
        assert_eq!(address.as_deref(), Some("/login?next=/me/profile"));
        let address = sent_on(INSIDE, Page::Login, Some(Page::Profile));
        assert_eq!(address.as_deref(), Some("/me/profile"));
        let address = sent_on(INSIDE, Page::LoginCode, None);
        assert_eq!(address.as_deref(), Some("/"));
    }

    #[test]
    fn what_the_address_names_and_asks_for_is_kept_on_the_way_in() {
        let asked = Address::at("/port-plus/SO-03089-0", "step=change").unwrap();
        let address = OUTSIDE.sent_on(&asked, None);
        let expected = "/login?next=/port-plus/SO-03089-0%3Fstep%3Dchange";
        assert_eq!(address.as_deref(), Some(expected));
        let address = INSIDE.sent_on(&Page::Login.into(), Some(&asked));
        assert_eq!(address, Some(asked.to_string()));
    }

    #[test]
    fn the_second_step_exists_only_after_the_first() {
        let address = sent_on(OUTSIDE, Page::LoginCode, None);
        assert_eq!(address.as_deref(), Some("/login"));
        assert_eq!(sent_on(BETWEEN, Page::LoginCode, None), None);
        let address = sent_on(BETWEEN, Page::Company, None);
        assert_eq!(address.as_deref(), Some("/login/code?next=/company"));
    }

    #[test]
    fn open_pages_stay_open_and_nobody_is_sent_in_circles() {
        for standing in [OUTSIDE, BETWEEN, INSIDE] {
            for page in Page::ALL {
                let Some(address) = sent_on(standing, *page, None) else {
                    continue;
                };
                assert_ne!(page.access(), Access::Anyone);
                let path = address.split('?').next().unwrap();
                let landed = Page::at(path).unwrap();
                let on = sent_on(standing, landed, None);
                assert_eq!(on, None, "{} -> {address}", page.name());
            }
        }
    }
}
