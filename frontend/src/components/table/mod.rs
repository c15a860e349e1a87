//! Rows with several facts each. Where there is no room for columns, every row is a card.
//!
//! The head stays while rows come and go, so that the keyboard does not lose its place.
//! The roles are written out because a browser forgets them where a table is laid out in
//! another way.

mod order;

use leptos::prelude::*;

pub use self::order::{Direction, Sort};
use super::icon::{self, Icon};
use crate::language::Text;
use crate::view::{each, live};

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// What names the row; there is one in a table.
    Header,
    Text,
    Number,
    /// What one can do with the row; in a card it stands below all the rest.
    Acts,
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    name: Text,
    kind: Kind,
    sort: Option<Sort>,
}

impl Column {
    /// A column of what names each row; there is one in a table.
    pub const fn header(name: Text) -> Self {
        Self::of(name, Kind::Header)
    }

    /// A column of words.
    pub const fn text(name: Text) -> Self {
        Self::of(name, Kind::Text)
    }

    /// A column of numbers.
    pub const fn number(name: Text) -> Self {
        Self::of(name, Kind::Number)
    }

    /// A column of what one can do with each row.
    pub const fn acts(name: Text) -> Self {
        Self::of(name, Kind::Acts)
    }

    const fn of(name: Text, kind: Kind) -> Self {
        Self {
            name,
            kind,
            sort: None,
        }
    }

    /// The same column, by which the table can be sorted both ways.
    #[must_use]
    pub const fn sorted_by(self, word: &'static str) -> Self {
        let both_ways = true;
        Self {
            sort: Some(Sort { word, both_ways }),
            ..self
        }
    }

    /// The same column, by which the table can be sorted with the smallest first only.
    #[must_use]
    pub const fn sorted_up_by(self, word: &'static str) -> Self {
        let both_ways = false;
        Self {
            sort: Some(Sort { word, both_ways }),
            ..self
        }
    }

    const fn class(self) -> &'static str {
        match self.kind {
            Kind::Header => "table__cell table__cell--header",
            Kind::Text => "table__cell",
            Kind::Number => "table__cell table__cell--number",
            Kind::Acts => "table__cell table__cell--acts",
        }
    }
}

/// The cells of the rows, one for each column, in the order of the columns.
pub type Rows = Box<dyn Fn() -> Vec<Vec<AnyView>> + Send>;

/// Rows with several facts each.
#[component]
pub fn Table(
    /// What the rows are.
    caption: Text,
    /// The columns.
    columns: Vec<Column>,
    /// The rows; asked for again when a signal that they read changes.
    rows: Rows,
    /// By which word the table is sorted.
    #[prop(optional, into)]
    order: Signal<String>,
    /// Takes the word by which it shall be sorted.
    #[prop(optional)]
    on_order: Option<Callback<String>>,
    /// Whether newer rows are under way.
    #[prop(optional, into)]
    behind: Signal<bool>,
    /// A class of its own for what a page lays out differently.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let head = each(columns.clone(), move |column| head(column, order, on_order));
    let body = live(move || each(rows(), |cells| row(&columns, cells)));
    let busy = Signal::derive(move || behind.get().then_some("true"));
    view! {
        <div class=format!("table-place {class}") aria-busy=busy>
            <table class="table" role="table">
                <caption class="visually-hidden">{caption}</caption>
                <thead class="table__head" role="rowgroup">
                    <tr role="row">{head}</tr>
                </thead>
                <tbody class="table__body" role="rowgroup">
                    {body}
                </tbody>
            </table>
        </div>
    }
}

fn head(column: Column, order: Signal<String>, on_order: Option<Callback<String>>) -> AnyView {
    let (Some(sort), Some(on_order)) = (column.sort, on_order) else {
        return view! {
            <th class=column.class() role="columnheader" scope="col">
                {column.name}
            </th>
        }
        .into_any();
    };
    let direction = Signal::derive(move || order.with(|order| sort.direction(order)));
    let told = Signal::derive(move || match direction.get() {
        Some(Direction::Ascending) => "ascending",
        Some(Direction::Descending) => "descending",
        None => "none",
    });
    let picture = live(move || {
        let glyph = match direction.get() {
            Some(Direction::Ascending) => icon::UPWARD,
            Some(Direction::Descending) => icon::DOWNWARD,
            None => icon::SORTABLE,
        };
        view! { <Icon glyph=glyph /> }.into_any()
    });
    view! {
        <th
            class=format!("{} table__cell--sortable", column.class())
            role="columnheader"
            scope="col"
            aria-sort=told
        >
            <button
                type="button"
                class="table__sort"
                on:click=move |_| on_order.run(sort.pressed(&order.get_untracked()))
            >
                <span>{column.name}</span>
                {picture}
            </button>
        </th>
    }
    .into_any()
}

fn row(columns: &[Column], cells: Vec<AnyView>) -> AnyView {
    let cells = columns.iter().copied().zip(cells);
    view! {
        <tr class="table__row" role="row">
            {each(cells, |(column, cell)| self::cell(column, cell))}
        </tr>
    }
    .into_any()
}

fn cell(column: Column, content: AnyView) -> AnyView {
    // In a card the cell says itself what it is; those who listen hear it of the head.
    let name = view! {
        <span class="table__name" aria-hidden="true">
            {column.name}
        </span>
    };
    let content = view! { <div class="table__content">{content}</div> };
    if column.kind == Kind::Header {
        view! {
            <th class=column.class() role="rowheader" scope="row">
                {name} {content}
            </th>
        }
        .into_any()
    } else {
        view! {
            <td class=column.class() role="cell">
                {name} {content}
            </td>
        }
        .into_any()
    }
}
