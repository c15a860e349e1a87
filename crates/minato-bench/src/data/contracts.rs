//! Contracts by the hundred thousand, as SQL that both databases understand.

use std::fmt::Write as _;

use chrono::Days;
use minato_types::contracts::ContractStatus;
use minato_types::rules::keyword_search::plain;

use super::Size;

/// Code, category, names.
const SERVICES: [(&str, &str, &str, &str); 8] = [
    ("housing", "dataCenter", "ハウジング", "Housing"),
    (
        "virtual-server",
        "dataCenter",
        "仮想サーバー",
        "Virtual server",
    ),
    (
        "internet-access",
        "network",
        "インターネット接続",
        "Internet access",
    ),
    ("dedicated-line", "network", "専用線", "Dedicated line"),
    ("vpn", "network", "閉域VPN", "Closed VPN"),
    ("cloud-pbx", "voice", "クラウドPBX", "Cloud PBX"),
    ("ip-phone", "voice", "IP電話", "IP telephone"),
    (
        "firewall",
        "security",
        "マネージドファイアウォール",
        "Managed firewall",
    ),
];

const TOWNS: [&str; 12] = [
    "札幌",
    "仙台",
    "新潟",
    "東京",
    "横浜",
    "名古屋",
    "金沢",
    "大阪",
    "神戸",
    "広島",
    "福岡",
    "那覇",
];

const SITES: [&str; 6] = [
    "営業所",
    "物流センター",
    "第2物流センター",
    "倉庫 事務棟",
    "倉庫 守衛室",
    "ﾄﾗｯｸｽﾃｰｼｮﾝ",
];

const MEMOS: [&str; 5] = [
    "",
    "",
    "運行管理部",
    "ﾊﾞｯｸｱｯﾌﾟ回線",
    "工事は平日の9時〜17時に限る",
];

/// The statements that insert them, after the people of the applications. Everybody sees all
/// contracts of his member.
pub(crate) fn statements(size: Size) -> String {
    [
        services(),
        places(size),
        contracts(size),
        "INSERT INTO contract_contacts (member_id, contract_id, position, name, department, email, \
            phone) SELECT member_id, id, 0, '倉庫 守', '運行管理部', 'mamoru@example.jp', \
            '03-1234-5678' FROM contracts;\n\
         INSERT INTO user_group_accounts (member_id, group_id, account_id) \
            SELECT member_id, member_id, account_id FROM bench_people;\n\
         DROP TABLE bench_services; DROP TABLE bench_places;\n"
            .to_owned(),
    ]
    .concat()
}

fn services() -> String {
    let mut sql =
        "CREATE TABLE bench_services (n BIGINT PRIMARY KEY, id TEXT, plain TEXT);\n".to_owned();
    for (n, (code, category, ja, en)) in SERVICES.iter().enumerate() {
        let id = format!("0198c000-0000-7000-9000-{n:012}");
        let _ = writeln!(
            sql,
            "INSERT INTO services (id, code, category, name_ja, name_en, has_settings, position, \
                created_at, updated_at, version) VALUES ('{id}', '{code}', '{category}', '{ja}', \
                '{en}', FALSE, {n}, '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1);\n\
             INSERT INTO bench_services VALUES ({n}, '{id}', '{}\n{}');",
            plain(ja),
            plain(en),
        );
    }
    sql
}

/// Sites with memos, states and days.
fn places(size: Size) -> String {
    let mut sql = "CREATE TABLE bench_places (n BIGINT PRIMARY KEY, site TEXT, memo TEXT, \
        plain TEXT, status TEXT, status_rank BIGINT, since TIMESTAMP, applied_on DATE);\n"
        .to_owned();
    for n in 0..PLACES {
        let pick = |all: &[&'static str], n: usize| all.get(n % all.len()).copied();
        let town = pick(&TOWNS, n).unwrap_or_default();
        let place = format!(
            "{town}{}",
            pick(&SITES, n / TOWNS.len()).unwrap_or_default()
        );
        let memo = pick(&MEMOS, n / 7).unwrap_or_default();
        let status = match n % 100 {
            3 => ContractStatus::Abnormal,
            17 | 51 => ContractStatus::Warning,
            29 => ContractStatus::Unknown,
            60..70 => ContractStatus::Unmonitored,
            _ => ContractStatus::Normal,
        };
        let (since, applied) = (
            size.today - Days::new(1 + n as u64 % 300),
            size.today - Days::new(400 + n as u64),
        );
        let _ = writeln!(
            sql,
            "INSERT INTO bench_places VALUES ({n}, '{place}', '{memo}', '{}\n{}', '{status}', {}, \
                '{since} 01:23:45.678901', '{applied}');",
            plain(&place),
            plain(memo),
            status.rank(),
        );
    }
    sql
}

/// How many places there are: neither a multiple of the towns nor of the services.
const PLACES: usize = 1_009;

/// The reader's member has every so many-th; the others share the rest.
fn contracts(size: Size) -> String {
    let (rows, step, others) = (size.rows, size.step(), super::MEMBERS);
    let services = SERVICES.len();
    format!(
        "INSERT INTO contracts (member_id, id, contract_number, service_id, customer_number, \
            group_number, site, status, status_rank, status_since, memo, memo_version, \
            applied_on, provided_on, search_text, created_at, updated_at, version) \
         WITH RECURSIVE numbers (serial) AS (SELECT CAST(1 AS BIGINT) \
            UNION ALL SELECT serial + 1 FROM numbers WHERE serial < {rows}), \
         placed AS (SELECT serial, \
            CASE WHEN serial % {step} = 0 THEN 0 ELSE 1 + (serial * 7919) % {others} END AS person, \
            (serial * 31) % {services} AS service, (serial * 127) % {PLACES} AS place, \
            substr(CAST(1000000000 + serial AS TEXT), 2) AS digits FROM numbers) \
         SELECT p.member_id, '0198c000-0000-7000-8000-000' || digits, 'N' || digits, s.id, \
            'C' || digits, CASE WHEN serial % 3 = 0 THEN 'G' || digits END, l.site, l.status, \
            l.status_rank, l.since, l.memo, 1, l.applied_on, l.applied_on, \
            'n' || digits || '\n' || CASE WHEN serial % 3 = 0 THEN 'g' || digits ELSE '' END \
            || '\nc' || digits || '\n' || s.plain || '\n' || l.plain, l.since, l.since, 1 \
         FROM placed JOIN bench_people p ON p.n = placed.person \
         JOIN bench_services s ON s.n = placed.service JOIN bench_places l ON l.n = placed.place \
         ORDER BY serial;\n"
    )
}
