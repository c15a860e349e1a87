//! Many contracts, the same whenever the demo is loaded.

use minato_types::contracts::ContractStatus;

use super::contracts::Contract;
use super::crowd::Dice;

/// Services, and how many of a hundred contracts are theirs.
const SHARES: &[(&str, u32)] = &[
    ("internet-access", 22),
    ("ip-phone", 19),
    ("cloud-pbx", 17),
    ("device-management", 12),
    ("vpn", 9),
    ("dedicated-line", 6),
    ("firewall", 5),
    ("mail-hosting", 3),
    ("malware-check", 3),
    ("virtual-server", 2),
    ("video-meeting", 1),
    ("housing", 1),
];

const TOWNS: &[&str] = &[
    "札幌",
    "函館",
    "仙台",
    "新潟",
    "高崎",
    "大宮",
    "千葉",
    "川崎",
    "横浜",
    "静岡",
    "浜松",
    "名古屋",
    "四日市",
    "金沢",
    "京都",
    "大阪",
    "堺",
    "神戸",
    "岡山",
    "広島",
    "高松",
    "松山",
    "北九州",
    "福岡",
    "長崎",
    "熊本",
    "鹿児島",
    "那覇",
];

const SITES: &[&str] = &[
    "営業所",
    "物流センター",
    "第2物流センター",
    "倉庫 事務棟",
    "倉庫 守衛室",
    "ターミナル 2階",
    "ﾄﾗｯｸｽﾃｰｼｮﾝ",
    "冷蔵倉庫",
];

const MEMOS: &[&str] = &[
    "",
    "",
    "",
    "",
    "運行管理部",
    "倉庫管理部(内線2200)",
    "ﾊﾞｯｸｱｯﾌﾟ回線",
    "工事は平日の9時〜17時に限る",
    "更改予定あり",
    "夜間の連絡は当直へ。昼間は情報システム部へ",
];

/// So many contracts.
pub(super) fn contracts(count: u32) -> Vec<Contract> {
    let mut dice = Dice::new();
    (1..=count).map(|n| contract(n, &mut dice)).collect()
}

fn contract(n: u32, dice: &mut Dice) -> Contract {
    let service = service(dice.roll(100));
    let (town, site) = (one_of(TOWNS, dice), one_of(SITES, dice));
    let memo = one_of(MEMOS, dice);
    let status = status(dice.roll(1000));
    Contract {
        service: service.to_owned(),
        number: format!("N341{n:06}"),
        customer_number: format!("C{:08}", 41_000_000 + 13 * n),
        group_number: (dice.roll(3) == 0).then(|| format!("G{:07}", 341_000 + n / 50)),
        site: format!("{town}{site}"),
        status,
        minutes: match status {
            ContractStatus::Normal => 1440 * (1 + dice.roll(700)),
            _ => 1 + dice.roll(3 * 1440),
        },
        memo: memo.to_owned(),
        age: 30 + u64::from(dice.roll(3000)),
        ends_in: (dice.roll(60) == 0).then(|| 10 + u64::from(dice.roll(200))),
        contacts: Vec::new(),
    }
}

/// The service to which `share`, a number below a hundred, belongs.
fn service(share: u32) -> &'static str {
    let mut left = share;
    for (code, size) in SHARES {
        match left.checked_sub(*size) {
            Some(rest) => left = rest,
            None => return code,
        }
    }
    "internet-access"
}

/// How a contract runs: `chance` is a number below a thousand.
const fn status(chance: u32) -> ContractStatus {
    match chance {
        0..4 => ContractStatus::Abnormal,
        4..15 => ContractStatus::Warning,
        15..22 => ContractStatus::Unknown,
        22..80 => ContractStatus::Unmonitored,
        _ => ContractStatus::Normal,
    }
}

fn one_of<'a>(all: &[&'a str], dice: &mut Dice) -> &'a str {
    let sides = u32::try_from(all.len()).unwrap_or(1).max(1);
    let place = usize::try_from(dice.roll(sides)).unwrap_or_default();
    all.get(place).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn all_shares_make_a_whole() {
        assert_eq!(SHARES.iter().map(|share| share.1).sum::<u32>(), 100);
    }

    #[test]
    fn no_two_contracts_share_a_number() {
        let all = contracts(2000);
        let numbers: BTreeSet<_> = all.iter().map(|one| &one.number).collect();
        assert_eq!(numbers.len(), 2000);
    }
}
