//! A period to look for, in the filters of lists.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::clock;
use crate::components::binding::FieldBinding;
use crate::components::date_field::{DateField, Days};
use crate::components::field::Field;
use crate::language::Text;

/// The fields for the first and the last day of something that happened, from `first` to today.
pub(crate) fn period(ends: [FieldBinding; 2], first: NaiveDate, label: Text) -> AnyView {
    let today = clock::today_in_japan();
    let days = Days {
        first,
        last: today,
        today,
        start: today,
    };
    let [from, to] = ends.map(|field| {
        view! {
            <Field field=field bare=true>
                <DateField field=field days=days required=false />
            </Field>
        }
    });
    view! {
        <div class="filters__period" role="group" aria-label=label>
            {from}
            <span class="filters__dash" aria-hidden="true">
                "–"
            </span>
            {to}
        </div>
    }
    .into_any()
}
