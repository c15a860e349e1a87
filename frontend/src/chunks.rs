//! The parts of the program that are fetched when one of their pages is opened. The shell, the
//! start page and the way in are there from the beginning.
//!
//! To add a chunk: a line in the list below, a `page_of` in its area below `pages`, and the
//! pages that belong to it in `pages::chunk_of`. The bundler finds the cut by itself: what
//! only the pages of one chunk need goes into its file. What several need goes into files that
//! exactly these share: many chunks make very many such files, so small areas that the same
//! people use are one chunk.

#![allow(
    clippy::unnecessary_wraps,
    reason = "what fetches a chunk may fail, what it opens does not"
)]

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::pages::{self, PageView};
use crate::paths::{Address, Page};
use crate::view::nothing;

/// A view that may have to wait for its code.
type Opening = Pin<Box<dyn Future<Output = Result<AnyView, SplitLoaderError>>>>;

macro_rules! chunks {
    ($($(#[$doc:meta])* $chunk:ident = $area:ident, $fetch:ident;)*) => {
        /// A part of the program.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Chunk {
            $($(#[$doc])* $chunk,)*
        }

        impl Chunk {
            /// Every part.
            pub const ALL: &[Self] = &[$(Self::$chunk),*];

            /// Fetches the code, unless it is there already.
            pub async fn fetch(self) -> Result<(), SplitLoaderError> {
                match self {
                    $(Self::$chunk => $fetch().await,)*
                }
            }

            fn open(self, address: Address) -> Opening {
                match self {
                    $(Self::$chunk => Box::pin($area(address)),)*
                }
            }

            /// What shows a page of this part, if it is one.
            #[cfg(test)]
            fn page_of(self, page: Page) -> Option<PageView> {
                match self {
                    $(Self::$chunk => pages::$area::page_of(page),)*
                }
            }
        }

        $(
            #[wasm_split($area, wasm_split_path = ::leptos::wasm_split, preload($fetch), fallible)]
            fn $area(address: Address) -> Result<AnyView, SplitLoaderError> {
                Ok(shown(pages::$area::page_of, &address))
            }
        )*
    };
}

chunks! {
    /// The contracts and how they run.
    Contracts = contracts, fetch_contracts;
    /// The menu of services and the door of the settings site.
    Services = services, fetch_services;
    /// Additional ports.
    PortPlus = port_plus, fetch_port_plus;
    /// The member company, and what was done in its name.
    Company = company, fetch_company;
    /// Oneself.
    Me = me, fetch_me;
    /// The accounts of the member, and groups of them.
    Accounts = accounts, fetch_accounts;
    /// Programs that use the member's data.
    ApiClients = api_clients, fetch_api_clients;
    /// The first sign-in.
    FirstLogin = first_login, fetch_first_login;
}

#[wasm_split(
    quick_search,
    wasm_split_path = ::leptos::wasm_split,
    preload(load_quick_search),
    fallible
)]
fn quick_search(open: RwSignal<bool>) -> Result<AnyView, SplitLoaderError> {
    Ok(pages::quick_search::dialog(open))
}

/// Fetches the code of the quick search, which belongs to no page, unless it is there already.
pub async fn fetch_quick_search() -> Result<(), SplitLoaderError> {
    load_quick_search().await
}

/// The quick search, once [`fetch_quick_search`] has succeeded.
pub fn quick_search_view(open: RwSignal<bool>) -> AnyView {
    at_once(Box::pin(quick_search(open)))
}

/// A view whose code is there: nothing is waited for, and it appears without a gap.
fn at_once(mut opening: Opening) -> AnyView {
    match opening
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(Ok(view)) => view,
        Poll::Ready(Err(_)) | Poll::Pending => nothing(),
    }
}

impl Chunk {
    /// What somebody who is signed in may open next, in the order in which an idle browser
    /// fetches it.
    pub fn ahead() -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().copied();
        all.filter(|chunk| *chunk != Self::FirstLogin)
    }

    /// The view of a page, once [`Self::fetch`] has succeeded.
    pub fn view(self, address: Address) -> AnyView {
        at_once(self.open(address))
    }
}

fn shown(page_of: fn(Page) -> Option<PageView>, address: &Address) -> AnyView {
    page_of(address.page()).map_or_else(pages::not_found, |view| view(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_in_the_chunk_that_is_fetched_for_it() {
        for page in Page::ALL {
            let holders = Chunk::ALL
                .iter()
                .filter(|chunk| chunk.page_of(*page).is_some());
            let holders: Vec<_> = holders.copied().collect();
            assert_eq!(
                holders,
                Vec::from_iter(pages::chunk_inside(*page)),
                "{}",
                page.name()
            );
        }
    }
}
