//! What a list is asked for, as it stands in the address of its page.

use minato_client::query::encoded;
use minato_types::endpoints::Endpoint;
use minato_types::page::DEFAULT_PAGE_SIZE;
use minato_types::{FieldErrors, Validate};
use serde::Serialize;

use crate::paths::Page;

/// The parameter that only orders a list.
const SORT: &str = "sort";

/// What a list is asked for: words that narrow or order it, the page, and its size.
/// `list_query!` implements it.
pub trait ListQuery:
    Validate + Serialize + Clone + Default + PartialEq + Send + Sync + 'static
{
    /// The page that shows the list.
    const PAGE: Page;

    /// What answers the whole list as CSV.
    const CSV: Option<Endpoint>;

    /// The parameters that are words, with their names.
    fn words(&mut self) -> Vec<(&'static str, &mut Option<String>)>;

    /// The page, from 1, and its size.
    fn place(&self) -> (Option<u32>, Option<u32>);

    /// Moves to another place of the same list.
    fn move_to(&mut self, page: Option<u32>, size: Option<u32>);

    /// The same list at another place.
    fn at(mut self, page: Option<u32>, size: Option<u32>) -> Self {
        self.move_to(page, size);
        self
    }

    /// The page, from 1.
    fn number(&self) -> u32 {
        self.place().0.unwrap_or(1)
    }

    /// Rows on a page.
    fn size(&self) -> u32 {
        self.place().1.unwrap_or(DEFAULT_PAGE_SIZE)
    }

    /// The order, if it is not the usual one.
    fn sort(&self) -> Option<String> {
        let mut query = self.clone();
        let words = query.words();
        let mut orders = words.into_iter().filter(|(name, _)| *name == SORT);
        orders.find_map(|(_, order)| order.take())
    }

    /// Begins the list anew in another order.
    fn sort_by(&mut self, order: Option<&str>) {
        for (name, value) in self.words() {
            if name == SORT {
                *value = order.map(str::to_owned);
            }
        }
        self.move_to(None, self.place().1);
    }

    /// What is looked for, in whatever order and on whatever page.
    fn filters(&self) -> Self {
        let mut query = self.clone();
        query.sort_by(None);
        query.at(None, None)
    }

    /// The list from its beginning, narrowed to what `wanted` looks for.
    fn look_for(&mut self, wanted: Self) {
        let (order, size) = (self.sort(), self.place().1);
        *self = wanted.at(None, size);
        self.sort_by(order.as_deref());
    }

    /// What an address asks for; nonsense in it is passed over.
    fn read(given: impl Fn(&str) -> Option<String>) -> Self {
        let number = |name| given(name).and_then(|text| text.parse().ok());
        let mut query = Self::default().at(number("page"), number("pageSize"));
        for (name, value) in query.words() {
            *value = given(name).filter(|text| !text.trim().is_empty());
        }
        let mut errors = FieldErrors::new();
        query.check(&mut errors);
        for (field, _) in errors.iter() {
            query = query.without(field);
        }
        query
    }

    /// The same without one of its parameters.
    fn without(mut self, field: &str) -> Self {
        let (page, size) = self.place();
        match field {
            "page" => self.at(None, size),
            "pageSize" => self.at(page, None),
            field => {
                for (name, value) in self.words() {
                    if name == field {
                        *value = None;
                    }
                }
                self
            }
        }
    }

    /// Whether it looks for some rows only.
    fn is_filtered(&self) -> bool {
        self.filters() != Self::default()
    }

    /// Whether both ask for different pages of the same list.
    fn is_other_page(&self, other: &Self) -> bool {
        let same_list = other.clone().at(self.place().0, other.place().1);
        self.number() != other.number() && *self == same_list
    }

    /// The address of the page that shows the list; what is usual is not written.
    fn address(&self) -> String {
        let (page, size) = self.place();
        let page = page.filter(|page| *page != 1);
        let size = size.filter(|size| *size != DEFAULT_PAGE_SIZE);
        let query = self.clone().at(page, size);
        Self::PAGE.with_query(&encoded(&query).unwrap_or_default())
    }

    /// The address of the whole list as CSV, if there is one.
    fn csv_address(&self) -> Option<String> {
        let path = Self::CSV?.full_path();
        let whole = self.clone().at(None, None);
        Some(match encoded(&whole) {
            Ok(query) if !query.is_empty() => format!("{path}?{query}"),
            _ => path,
        })
    }
}

/// `list_query!(ListRowsQuery at Rows, csv EXPORT_ROWS: q, sort);` with the page that shows the
/// list, the endpoint that answers it as CSV, and the parameters that are words.
macro_rules! list_query {
    ($query:ident at $page:ident $(, csv $csv:ident)?: $($word:ident),+) => {
        impl $crate::forms::list_query::ListQuery for $query {
            const PAGE: $crate::paths::Page = $crate::paths::Page::$page;

            const CSV: Option<minato_types::endpoints::Endpoint> =
                $crate::forms::list_query::csv!($($csv)?);

            fn words(&mut self) -> Vec<(&'static str, &mut Option<String>)> {
                vec![$((stringify!($word), &mut self.$word)),+]
            }

            fn place(&self) -> (Option<u32>, Option<u32>) {
                (self.page, self.page_size)
            }

            fn move_to(&mut self, page: Option<u32>, size: Option<u32>) {
                (self.page, self.page_size) = (page, size);
            }
        }
    };
}

/// The endpoint that answers a list as CSV, if there is one.
macro_rules! csv {
    () => {
        None
    };
    ($csv:ident) => {
        Some(minato_types::endpoints::$csv)
    };
}

pub(crate) use {csv, list_query};

#[cfg(test)]
mod tests {
    use minato_types::port_applications::ListPortApplicationsQuery;

    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> ListPortApplicationsQuery {
        ListQuery::read(|name| {
            let pair = pairs.iter().find(|(given, _)| *given == name);
            pair.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_search_keeps_order_and_size_and_begins_at_the_first_page() {
        let mut query = asked(&[
            ("state", "accepted"),
            ("sort", "addedPorts"),
            ("page", "3"),
            ("pageSize", "50"),
        ]);
        query.look_for(asked(&[("q", "花子"), ("page", "2")]));
        let expected = asked(&[("q", "花子"), ("sort", "addedPorts"), ("pageSize", "50")]);
        assert_eq!(query, expected);
    }

    #[test]
    fn another_order_begins_at_the_first_page() {
        let mut query = asked(&[("q", "花子"), ("page", "3"), ("pageSize", "50")]);
        query.sort_by(Some("-number"));
        assert_eq!(query.sort().as_deref(), Some("-number"));
        let address = "/port-plus?pageSize=50&q=%E8%8A%B1%E5%AD%90&sort=-number";
        assert_eq!(query.address(), address);
        query.sort_by(None);
        assert_eq!(query.address(), address.replace("&sort=-number", ""));
    }

    #[test]
    fn an_order_alone_leaves_nothing_out() {
        assert!(!asked(&[("sort", "-number"), ("page", "2"), ("pageSize", "50")]).is_filtered());
        assert!(asked(&[("state", "accepted")]).is_filtered());
    }
}
