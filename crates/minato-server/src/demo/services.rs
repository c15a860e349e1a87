//! What the carrier of the demo sells.

use minato_db::WriteTx;
use minato_db::models::services::{self, NewService, Service};
use minato_types::services::ServiceCategory as Category;

use super::DemoError;

/// Code, category, name in Japanese, name in English, whether its contracts have settings.
type Line = (&'static str, Category, &'static str, &'static str, bool);

const CATALOGUE: &[Line] = &[
    (
        "housing",
        Category::DataCenter,
        "ハウジング",
        "Housing",
        false,
    ),
    (
        "virtual-server",
        Category::DataCenter,
        "仮想サーバー",
        "Virtual server",
        true,
    ),
    (
        "internet-access",
        Category::Network,
        "インターネット接続",
        "Internet access",
        false,
    ),
    (
        "dedicated-line",
        Category::Network,
        "専用線",
        "Dedicated line",
        false,
    ),
    ("vpn", Category::Network, "閉域VPN", "Closed VPN", true),
    (
        "cloud-pbx",
        Category::Voice,
        "クラウドPBX",
        "Cloud PBX",
        true,
    ),
    ("ip-phone", Category::Voice, "IP電話", "IP telephone", false),
    (
        "video-meeting",
        Category::Voice,
        "ビデオ会議",
        "Video meeting",
        true,
    ),
    (
        "mail-hosting",
        Category::Application,
        "メールホスティング",
        "Mail hosting",
        true,
    ),
    (
        "device-management",
        Category::ItManagement,
        "端末管理",
        "Device management",
        false,
    ),
    (
        "firewall",
        Category::Security,
        "マネージドファイアウォール",
        "Managed firewall",
        true,
    ),
    (
        "malware-check",
        Category::Security,
        "マルウェアチェック",
        "Malware check",
        false,
    ),
];

/// The catalogue of the carrier; adds what is not there yet.
pub(super) struct Catalogue(Vec<Service>);

impl Catalogue {
    pub(super) fn load(tx: &mut WriteTx<'_>) -> Result<Self, DemoError> {
        for (position, (code, category, ja, en, has_settings)) in (1..).zip(CATALOGUE) {
            if services::find(tx, code)?.is_none() {
                let new = NewService {
                    code: (*code).to_owned(),
                    category: *category,
                    name_ja: (*ja).to_owned(),
                    name_en: (*en).to_owned(),
                    has_settings: *has_settings,
                    position,
                };
                services::insert(tx, &new)?;
            }
        }
        Ok(Self(services::all(tx)?))
    }

    /// The service with this code, if the carrier has it.
    pub(super) fn find(&self, code: &str) -> Option<&Service> {
        self.0.iter().find(|service| service.code == code)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_carrier_has_something_in_every_category() {
        let has: BTreeSet<_> = CATALOGUE.iter().map(|line| line.1.as_str()).collect();
        assert_eq!(has.len(), Category::ALL.len());
    }
}
