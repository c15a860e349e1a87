//! A small plot of a base and what is added to it. The same figures stand in a table behind
//! it: those who listen are sent there.

mod scale;

use leptos::prelude::*;

pub use self::scale::ticks;
use crate::format;
use crate::language::Text;
use crate::view::{each, nothing};

/// How wide the place of a bar is, in units of the plot.
const PLACE: usize = 10;

/// How wide a bar is.
const WIDTH: usize = 6;

/// One place of the plot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What stands below it, where there is room for words.
    pub tick: Option<String>,
    /// All of it in words, for those who point at it.
    pub told: String,
    /// The base.
    pub base: u32,
    /// What is added to it.
    pub added: u32,
    /// Whether it is to be seen first.
    pub marked: bool,
}

/// What a plot is called, and its parts.
#[derive(Debug, Clone, Copy)]
pub struct Legend {
    /// What the plot shows, and where the same figures stand in words.
    pub label: Text,
    /// The name of the base.
    pub base: Text,
    /// The name of what is added.
    pub added: Text,
}

/// A small plot.
#[component]
pub fn Chart(
    /// What it is called, and its parts.
    legend: Legend,
    /// Its places from left to right.
    bars: Vec<Bar>,
) -> impl IntoView {
    let highest = bars.iter().map(Bar::height).max().unwrap_or_default();
    // A line that lies at the very top is hard to see.
    let scale = ticks(highest.saturating_add(1));
    let top = scale.last().copied().unwrap_or(1);
    let lines = scale.iter().map(|tick| top - tick).collect::<Vec<_>>();
    let size = format!("0 0 {} {top}", bars.len() * PLACE);
    let right = bars.len() * PLACE;
    let numbers = scale
        .into_iter()
        .rev()
        .map(|tick| format::number(tick.into()));
    let words = bars
        .iter()
        .map(|bar| (bar.tick.clone(), bar.marked))
        .collect::<Vec<_>>();
    let base_area = area(&bars, top);
    view! {
        <figure class="chart" role="img" aria-label=legend.label>
            <div class="chart__scale">
                {each(numbers, |number| view! { <span>{number}</span> }.into_any())}
            </div>
            <svg class="chart__plot" viewBox=size preserveAspectRatio="none" focusable="false">
                <path class="chart__base" d=base_area />
                {each(lines, move |y| line(y, right))}
                {each(bars.into_iter().enumerate(), move |(place, bar)| column(place, bar, top))}
            </svg>
            <div class="chart__words">{each(words, |(word, marked)| tick(word, marked))}</div>
            <div class="chart__legend">
                <span class="chart__key chart__key--base">{legend.base}</span>
                <span class="chart__key chart__key--added">{legend.added}</span>
            </div>
        </figure>
    }
}

impl Bar {
    fn height(&self) -> u32 {
        self.base.saturating_add(self.added)
    }
}

/// The outline of the base: a step for each place. The plot counts from its top.
fn area(bars: &[Bar], top: u32) -> String {
    let steps = bars.iter().enumerate().map(|(place, bar)| {
        let (left, y) = (place * PLACE, top.saturating_sub(bar.base));
        format!("L{left} {y}H{}", left + PLACE)
    });
    let steps: String = steps.collect();
    format!("M0 {top}{steps}V{top}Z")
}

fn line(y: u32, right: usize) -> AnyView {
    view! {
        <line
            class="chart__line"
            x1="0"
            x2=right
            y1=y
            y2=y
            vector-effect="non-scaling-stroke"
        />
    }
    .into_any()
}

fn column(place: usize, bar: Bar, top: u32) -> AnyView {
    let height = bar.height();
    let marked = if bar.marked {
        view! {
            <rect class="chart__mark" x=place * PLACE y="0" width=PLACE height=top />
        }
        .into_any()
    } else {
        nothing()
    };
    view! {
        <g class="chart__bar">
            <title>{bar.told}</title>
            {marked}
            <rect class="chart__reach" x=place * PLACE y="0" width=PLACE height=top />
            <rect
                class="chart__added"
                x=place * PLACE + (PLACE - WIDTH) / 2
                y=top.saturating_sub(height)
                width=WIDTH
                height=bar.added
            />
        </g>
    }
    .into_any()
}

fn tick(word: Option<String>, marked: bool) -> AnyView {
    view! {
        <span class="chart__tick" class:chart__tick--marked=marked>
            {word}
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(base: u32, added: u32) -> Bar {
        Bar {
            tick: None,
            told: String::new(),
            base,
            added,
            marked: false,
        }
    }

    #[test]
    fn the_base_is_drawn_as_steps_from_the_bottom() {
        let bars = [bar(30, 0), bar(40, 5)];
        assert_eq!(area(&bars, 50), "M0 50L0 20H10L10 10H20V50Z");
    }

    #[test]
    fn a_bar_is_as_high_as_base_and_addition_together() {
        assert_eq!(bar(30, 5).height(), 35);
        assert_eq!(bar(u32::MAX, 1).height(), u32::MAX);
    }
}
