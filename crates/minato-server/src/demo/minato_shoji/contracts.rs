//! What 港商事 has contracted: all states, short and long texts.

use minato_db::models::contracts::bulk::NewContact;
use minato_types::contracts::ContractStatus::{
    self, Abnormal, Normal, Unknown, Unmonitored, Warning,
};

use crate::demo::contracts::Contract;

/// Service, site, status, since how many minutes, memo.
type Line = (
    &'static str,
    &'static str,
    ContractStatus,
    u32,
    &'static str,
);

/// A text of two hundred characters, as many as a memo holds.
const LONGEST: &str = "この回線は本社と物流センターを結ぶ基幹です。停止を伴う工事は、情報システム部(内線1201)と物流センターの当直の両方に必ず5営業日前までにご連絡ください。冗長側は別契約のN339001112です。切り替えの手順書は社内ポータルの「ネットワーク/手順/基幹切替」にあります。年末年始と棚卸しの期間(3月末、9月末)は工事をお受けできません。なお、機器は3階サーバー室のラックB-07下から4台目です。";

const LINES: &[Line] = &[
    (
        "dedicated-line",
        "本社(港区海岸) 3階サーバー室 - 川崎物流センター 管理棟1階",
        Normal,
        60 * 24 * 210,
        LONGEST,
    ),
    (
        "dedicated-line",
        "本社 - 大阪支店",
        Abnormal,
        47,
        "予備経路で運用中。復旧の見込みを確認すること",
    ),
    (
        "vpn",
        "全拠点",
        Warning,
        60 * 5,
        "10月から帯域の見直しを検討",
    ),
    (
        "vpn",
        "海外(シンガポール駐在員事務所)",
        Unknown,
        60 * 31,
        "Contact: Taro Umino, Sales, Overseas Team",
    ),
    (
        "firewall",
        "本社",
        Normal,
        60 * 24 * 400,
        "ルール変更は申請書No.12-3で",
    ),
    ("firewall", "川崎物流センター", Normal, 60 * 24 * 90, ""),
    (
        "virtual-server",
        "東日本データセンター",
        Normal,
        60 * 24 * 30,
        "受発注システム(本番)",
    ),
    (
        "virtual-server",
        "東日本データセンター",
        Unmonitored,
        60 * 24 * 12,
        "受発注システム(検証)　夜間は停止",
    ),
    (
        "virtual-server",
        "西日本データセンター",
        Warning,
        60 * 3,
        "バックアップ。空き容量が少ない",
    ),
    (
        "video-meeting",
        "本社 12階 大会議室「みなと」",
        Normal,
        60 * 24 * 77,
        "",
    ),
    (
        "video-meeting",
        "ｵｵｻｶ ｼﾃﾝ 会議室Ａ",
        Normal,
        60 * 24 * 77,
        "ｶﾒﾗは2台。予約は総務部へ",
    ),
    (
        "ip-phone",
        "本社 受付",
        Normal,
        60 * 24 * 365,
        "代表 03-1234-5678",
    ),
    ("ip-phone", "本社 FAX", Normal, 60 * 24 * 365, "代表FAX"),
    (
        "ip-phone",
        "大阪支店",
        Abnormal,
        12,
        "雑音あり、調査依頼済み",
    ),
    (
        "ip-phone",
        "川崎物流センター 守衛室",
        Unmonitored,
        60 * 24 * 3,
        "",
    ),
    (
        "ip-phone",
        "横浜港サービスカウンター",
        Normal,
        60 * 24 * 500,
        "12月末で閉鎖",
    ),
    (
        "cloud-pbx",
        "本社",
        Normal,
        60 * 24 * 250,
        "営業部・情報システム部・総務部の内線",
    ),
];

/// Where the company has branches; each has telephones and a way into the Internet.
const BRANCHES: &[(&str, &str)] = &[
    ("札幌営業所", ""),
    ("仙台営業所", "営業部 内線3101〜3120"),
    ("新潟営業所", ""),
    ("大宮営業所", "2027年春に移転予定"),
    ("千葉営業所", ""),
    ("横浜支店", "営業部東京との共同利用"),
    ("静岡営業所", "ﾙｰﾀｰ交換済み"),
    ("名古屋支店", "担当: 営業２課"),
    ("京都営業所", ""),
    ("大阪支店", "ＡＢＣビル 7階"),
    ("神戸営業所", "#要確認 100% 冗長化"),
    ("広島営業所", ""),
    ("福岡支店", "移転後の新番号に切替済み 🎉"),
    ("那覇営業所", "台風の時期は在宅へ転送"),
];

/// The place of 大阪支店's telephones among [`all`].
pub(super) const OSAKA_PBX: usize = LINES.len() + 2 * 9;

/// All contracts.
pub(super) fn all() -> Vec<Contract> {
    let branches = BRANCHES.iter().zip(0_u32..).flat_map(|((site, memo), n)| {
        [
            (
                "cloud-pbx",
                *site,
                status_of_pbx(n),
                60 * (9 + 200 * n),
                *memo,
            ),
            (
                "internet-access",
                *site,
                status_of_access(n),
                60 * (7 + 400 * n),
                "",
            ),
        ]
    });
    let lines = LINES.iter().copied().chain(branches);
    lines
        .zip(0_u32..)
        .map(|(line, n)| contract(line, n))
        .collect()
}

const fn status_of_pbx(branch: u32) -> ContractStatus {
    match branch {
        3 => Warning,
        9 => Abnormal,
        11 => Unknown,
        _ => Normal,
    }
}

const fn status_of_access(branch: u32) -> ContractStatus {
    match branch {
        4 | 8 => Unmonitored,
        9 => Abnormal,
        _ => Normal,
    }
}

fn contract((service, site, status, minutes, memo): Line, n: u32) -> Contract {
    Contract {
        service: service.to_owned(),
        number: format!("N339{:06}", 1001 + 37 * n),
        customer_number: format!("C{:08}", 30_500_210 + 7919 * n),
        // Telephones are billed in groups.
        group_number: match service {
            "cloud-pbx" => Some("G0033901".to_owned()),
            "ip-phone" => Some("G0033902".to_owned()),
            _ => None,
        },
        site: site.to_owned(),
        status,
        minutes,
        memo: memo.to_owned(),
        age: u64::from(500 + 61 * (n % 40)),
        ends_in: match n {
            3 => Some(90),
            15 => Some(39),
            _ => None,
        },
        contacts: contacts(n),
    }
}

fn contacts(n: u32) -> Vec<NewContact> {
    let hanako = NewContact {
        name: "港 花子".to_owned(),
        department: "情報システム部".to_owned(),
        email: "hanako@minato-shoji.example".to_owned(),
        phone: "03-1234-5678".to_owned(),
    };
    let kanri = NewContact {
        name: "設備管理窓口".to_owned(),
        department: "総務部".to_owned(),
        email: "somu@minato-shoji.example".to_owned(),
        phone: "03-1234-5600".to_owned(),
    };
    match n % 4 {
        0 => vec![hanako, kanri],
        3 => Vec::new(),
        _ => vec![hanako],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_is_something_to_see_in_every_state_and_length() {
        let all = all();
        let services: BTreeSet<_> = all.iter().map(|one| one.service.as_str()).collect();
        let states: BTreeSet<_> = all.iter().map(|one| one.status.as_str()).collect();
        assert_eq!((all.len(), services.len()), (45, 8));
        assert_eq!(states.len(), ContractStatus::ALL.len());
        let longest = all.iter().map(|one| one.memo.chars().count()).max();
        assert_eq!(longest, Some(200));
    }

    #[test]
    fn osaka_has_telephones() {
        let osaka = all().into_iter().nth(OSAKA_PBX).unwrap();
        assert_eq!(
            (osaka.service.as_str(), osaka.site.as_str()),
            ("cloud-pbx", "大阪支店")
        );
    }
}
