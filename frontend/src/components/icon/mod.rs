//! Small pictures of our own: strokes on a grid of 24, in the colour of the text.

use leptos::prelude::*;

/// The strokes of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph(&'static str);

/// Three lines: a menu.
pub const MENU: Glyph = Glyph("M4 7h16M4 12h16M4 17h16");
/// A cross: close.
pub const CLOSE: Glyph = Glyph("M6 6l12 12M18 6L6 18");
/// A tick: done, met.
pub const TICK: Glyph = Glyph("M5 12.5l4.5 4.5L19 7.5");
/// A ring: not met yet.
pub const RING: Glyph = Glyph("M12 6.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11z");
/// A triangle with a mark: warning.
pub const WARNING: Glyph = Glyph("M12 4L2.8 20h18.4L12 4zM12 10v5M12 17.4v.2");
/// An octagon with a mark: error.
pub const ERROR: Glyph =
    Glyph("M8.3 3.5h7.4l4.8 4.8v7.4l-4.8 4.8H8.3l-4.8-4.8V8.3l4.8-4.8zM12 7.5v6M12 16.2v.2");
/// A circle with an i: information.
pub const INFO: Glyph = Glyph("M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 11v5.5M12 7.6v.2");
/// A circle with a tick: success.
pub const SUCCESS: Glyph = Glyph("M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM8 12.3l2.8 2.8L16 9.8");
/// An angle to the right: onward.
pub const ONWARD: Glyph = Glyph("M9 5.5l6.5 6.5L9 18.5");
/// An angle downward: opens below.
pub const DOWNWARD: Glyph = Glyph("M5.5 9l6.5 6.5L18.5 9");
/// A house: the start.
pub const HOME: Glyph = Glyph("M4 11.2L12 4.5l8 6.7M6 9.8V19.5h4.5v-5h3v5H18V9.8");
/// A building: the company.
pub const COMPANY: Glyph =
    Glyph("M5 20.5V4h9v16.5M14 9.5h5v11M3 20.5h18M8 8h3M8 12h3M8 16h3M16.5 13v.2M16.5 16.5v.2");
/// A sheet with lines: announcements.
pub const NOTES: Glyph = Glyph("M6 3.5h9l3.5 3.5v13.5H6zM14.5 3.5V7.5h4M9 11.5h6.5M9 15h6.5");
/// Sliders: options.
pub const OPTIONS: Glyph = Glyph(
    "M4 8h8M18 8h2M15 5.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 0 0 0-5.6zM4 16h2M12 16h8M9 13.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 0 0 0-5.6z",
);
/// A sheet with a seal: contracts.
pub const CONTRACTS: Glyph =
    Glyph("M5.5 3.5h13v17h-13zM9 8h6M9 11.5h6M13.8 14.2a1.9 1.9 0 1 0 0 3.8a1.9 1.9 0 0 0 0-3.8z");
/// Head and shoulders: a person.
pub const PERSON: Glyph =
    Glyph("M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8zM4.5 20.5c.6-4 3.6-5.8 7.5-5.8s6.9 1.8 7.5 5.8");
/// A padlock: security.
pub const LOCK: Glyph = Glyph("M6 10.5h12v10H6zM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5");
/// A shield: the safety of the company.
pub const SHIELD: Glyph =
    Glyph("M12 3.5l7 2.5v5.5c0 4.3-2.9 7.4-7 9-4.1-1.6-7-4.7-7-9V6zM9 11.8l2.2 2.2L15.2 10");
/// Angles around a stroke: a program.
pub const PROGRAM: Glyph = Glyph("M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 4.5l-3 15");
/// A list that grows: what was done.
pub const TRAIL: Glyph = Glyph("M9.5 6h10.5M9.5 12h10.5M9.5 18h10.5M4.5 6h.2M4.5 12h.2M4.5 18h.2");
/// An arrow out of a door: sign out.
pub const LEAVE: Glyph = Glyph("M10 4H5v16h5M10 12h10M16 8l4 4-4 4");
/// A handset: telephone ports.
pub const PORTS: Glyph = Glyph(
    "M6.5 3.5h3l1.5 4.5-2.2 1.6a11 11 0 0 0 5.6 5.6l1.6-2.2 4.5 1.5v3c0 1.2-.9 2-2 2C10.8 19.5 4.5 13.2 4.5 5.5c0-1.1.8-2 2-2z",
);
/// A sheet with rings and days: the calendar.
pub const CALENDAR: Glyph = Glyph(
    "M4.5 5.5h15v15h-15zM4.5 10h15M8.5 3.5v4M15.5 3.5v4M8.5 13.5v.2M12 13.5v.2M15.5 13.5v.2M8.5 17v.2M12 17v.2",
);
/// Two people: accounts.
pub const PEOPLE: Glyph = Glyph(
    "M9 5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7zM2.5 19.5c.5-3.4 3-5 6.5-5s6 1.6 6.5 5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.5 14.9c2.3.5 3.7 2 4 4.6",
);
/// Groups of people.
pub const GROUPS: Glyph = Glyph("M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM16.5 13.5v6M13.5 16.5h6");
/// A magnifying glass: search.
pub const SEARCH: Glyph =
    Glyph("M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM15.3 15.3L20.5 20.5");
/// An arrow into a tray: download.
pub const DOWNLOAD: Glyph = Glyph("M12 4v11M7.5 10.5L12 15l4.5-4.5M4.5 19.5h15");
/// A printer.
pub const PRINT: Glyph = Glyph("M7 8.5V3.5h10v5M7 17H4V8.5h16V17h-3M7 13.5h10v7H7z");
/// A plus: something new.
pub const PLUS: Glyph = Glyph("M12 5v14M5 12h14");
/// Two sheets: copy.
pub const COPY: Glyph = Glyph("M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4");
/// An angle to the left: back.
pub const BACK: Glyph = Glyph("M15 5.5L8.5 12l6.5 6.5");
/// An angle upward: the smallest first.
pub const UPWARD: Glyph = Glyph("M5.5 15L12 8.5l6.5 6.5");
/// Angles up and down: can be sorted.
pub const SORTABLE: Glyph = Glyph("M7.5 10L12 5.5l4.5 4.5M7.5 14l4.5 4.5l4.5-4.5");
/// A clock: time left.
pub const CLOCK: Glyph = Glyph("M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 7v5.3l3.5 2");
/// An envelope: mail.
pub const MAIL: Glyph = Glyph("M3.5 5.5h17v13h-17zM3.5 7l8.5 6.5L20.5 7");
/// A pencil: another name.
pub const PENCIL: Glyph = Glyph("M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19 4 20zM14 6.5l3.5 3.5");
/// A star: pinned to the start page.
pub const STAR: Glyph =
    Glyph("M12 3.8l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z");
/// Three people: a group.
pub const GROUP: Glyph = Glyph(
    "M12 8.5a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 0 0 0-5.6zM6.5 20c.4-2.8 2.6-4 5.5-4s5.1 1.2 5.5 4M5.2 5.5a2.2 2.2 0 1 0 0 4.4M18.8 5.5a2.2 2.2 0 1 1 0 4.4M2 15.5c.3-1.8 1.3-2.9 3-3.2M22 15.5c-.3-1.8-1.3-2.9-3-3.2",
);
/// A globe: language.
pub const GLOBE: Glyph = Glyph(
    "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM3.3 9.5h17.4M3.3 14.5h17.4M12 3c-5 5.5-5 12.5 0 18c5-5.5 5-12.5 0-18z",
);

/// A picture beside words; alone it says nothing to those who listen.
#[component]
pub fn Icon(
    /// Which picture.
    glyph: Glyph,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=glyph.0 />
        </svg>
    }
}
