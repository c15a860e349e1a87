//! A way to a page, with what one finds there.

use leptos::prelude::*;

use super::badge::{Badge, BadgeTone};
use super::icon::{self, Glyph, Icon};
use crate::language::Text;

/// A way to a page, with what one finds there.
#[component]
pub fn Tile(
    /// A picture.
    glyph: Glyph,
    /// Where it leads.
    href: &'static str,
    /// The name of the page.
    name: Text,
    /// What one finds there.
    lead: Text,
) -> impl IntoView {
    view! {
        <li class="tile">
            <span class="tile__picture">
                <Icon glyph=glyph />
            </span>
            <div class="tile__body">
                <h3 class="tile__name">
                    <a class="tile__link" href=href>
                        {name}
                    </a>
                </h3>
                <p class="tile__lead">{lead}</p>
            </div>
            <span class="tile__onward">
                <Icon glyph=icon::ONWARD />
            </span>
        </li>
    }
}

/// Something that will come, and says so: it leads nowhere yet.
#[component]
pub fn ComingTile(
    /// A picture.
    glyph: Glyph,
    /// What it is called.
    name: Text,
    /// What one will find there.
    lead: Text,
    /// The word for "not yet".
    soon: Text,
) -> impl IntoView {
    view! {
        <li class="tile tile--coming">
            <span class="tile__picture">
                <Icon glyph=glyph />
            </span>
            <div class="tile__body">
                <h3 class="tile__name">
                    <span>{name}</span>
                    <Badge tone=BadgeTone::Quiet>{soon}</Badge>
                </h3>
                <p class="tile__lead">{lead}</p>
            </div>
        </li>
    }
}
