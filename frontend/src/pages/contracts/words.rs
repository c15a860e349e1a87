//! What is said of a contract.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use minato_types::contracts::ContractStatus;
use minato_types::services::ServiceName;

use crate::format;
use crate::language::{Text, filled_text, text};
use crate::session::use_session;

/// What a status is called.
pub(crate) fn status_name(status: ContractStatus) -> Text {
    match status {
        ContractStatus::Abnormal => text!(contracts.status.abnormal),
        ContractStatus::Warning => text!(contracts.status.warning),
        ContractStatus::Unknown => text!(contracts.status.unknown),
        ContractStatus::Unmonitored => text!(contracts.status.unmonitored),
        ContractStatus::Normal => text!(contracts.status.normal),
    }
}

/// The mark of a status, which differs by its shape too.
pub(crate) const fn status_mark(status: ContractStatus) -> &'static str {
    match status {
        ContractStatus::Abnormal => "✕",
        ContractStatus::Warning => "△",
        ContractStatus::Unknown => "?",
        ContractStatus::Unmonitored => "–",
        ContractStatus::Normal => "◎",
    }
}

/// Mark and word of a status.
pub(crate) fn status(status: ContractStatus) -> AnyView {
    view! {
        <span class=format!("status status--{status}")>
            <span class="status__mark" aria-hidden="true">
                {status_mark(status)}
            </span>
            {status_name(status)}
        </span>
    }
    .into_any()
}

/// The name of a service in the language of the pages.
pub(crate) fn service_name(name: ServiceName) -> Text {
    filled_text(move |language| name.in_language(language).to_owned())
}

/// Since when something is as it is.
pub(crate) fn since(at: DateTime<Utc>) -> Text {
    let zone = zone();
    filled_text(move |language| format::date_time(at, &zone, language))
}

fn zone() -> String {
    let session = use_session().now();
    session.map_or_else(
        || "Asia/Tokyo".to_owned(),
        |session| session.account.time_zone.as_str().to_owned(),
    )
}
