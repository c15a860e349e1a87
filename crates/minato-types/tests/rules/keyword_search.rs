use minato_types::rules::keyword_search::{matches, normalised, words};
use proptest::prelude::*;

fn found(text: &str, query: &str) -> bool {
    matches(&normalised(text), &words(query))
}

#[test]
fn width_case_and_kind_of_kana_make_no_difference() {
    for (text, query) in [
        ("アークスター", "ｱｰｸｽﾀｰ"),
        ("アークスター", "あーくすたー"),
        ("ガイドブック", "ｶﾞｲﾄﾞ"),
        ("パーティー", "ﾊﾟｰﾃｨｰ"),
        ("ヴァイオリン", "ゔぁいおりん"),
        ("SO-03089-0", "ｓｏ－０３０８９"),
        ("Hanako Minato", "HANAKO"),
        ("㈱港商事", "(株)港"),
        ("か\u{3099}っこう", "ガッコウ"),
        ("J\u{30C}", "ǰ"),
        ("営業部", "業部"),
        ("いすヾ", "イスヾ"),
    ] {
        assert!(
            found(text, query),
            "{query:?} in {text:?}: {:?}",
            normalised(text)
        );
    }
    assert!(!found("アークスター", "アクスタ"));
    assert!(!found("は", "ば"));
}

#[test]
fn every_kind_of_dash_is_a_dash_but_the_long_vowel_mark_stays_one_in_kana() {
    for dash in ["-", "－", "‐", "‑", "–", "—", "―", "−", "─", "ー", "ｰ"] {
        let number = format!("03{dash}1234{dash}5678");
        assert_eq!(normalised(&number), "03-1234-5678", "{dash:?}");
    }
    assert_eq!(normalised("サーバー"), "さーばー");
    assert_eq!(normalised("らーーめん"), "らーーめん");
    assert_eq!(normalised("サーバー-1"), "さーばー-1");
    assert!(!found("サーバー", "サ-バ-"));
}

#[test]
fn spaces_of_either_width_divide_the_words_and_all_must_occur() {
    assert_eq!(words("港　花子  営業"), ["港", "花子", "営業"]);
    assert_eq!(words("　 \t"), Vec::<String>::new());
    assert!(found("営業部 港 花子", "花子　港"));
    assert!(!found("営業部 港 花子", "花子　総務"));
    assert!(found("営業部", " 　"));
    assert_eq!(words(&"あ ".repeat(25)).len(), 10);
}

proptest! {
    #[test]
    fn what_is_normalised_stays_as_it_is(text in "\\PC{0,30}") {
        let once = normalised(&text);
        prop_assert_eq!(normalised(&once), once);
    }

    #[test]
    fn kana_of_every_kind_find_each_other(text in "[ァ-ヴー]{0,12}") {
        let hiragana: String = text
            .chars()
            .map(|c| if c == 'ー' { c } else { char::from_u32(u32::from(c) - 0x60).unwrap() })
            .collect();
        prop_assert_eq!(normalised(&text), normalised(&hiragana));
    }
}
