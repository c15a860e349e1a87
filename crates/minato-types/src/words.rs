//! The words for problems and broken rules, in both languages.
//!
//! They stand here, beside the codes, so that the compiler demands them: API answers,
//! pages and logs of integrators say the same thing. All other words of the pages live
//! in `frontend/locales`, those of the mails in `minato-mail/templates`.

use chrono::{Datelike as _, NaiveDate};

use crate::problem::ProblemCode;
use crate::validation::FieldRule;
use crate::values::Language;

/// What happened and how to mend it.
pub const fn problem(code: ProblemCode, language: Language) -> &'static str {
    let (ja, en) = problem_words(code);
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}

#[rustfmt::skip]
const fn problem_words(code: ProblemCode) -> (&'static str, &'static str) {
    use ProblemCode as P;
    match code {
        P::MalformedRequest => ("リクエストの形式が正しくありません。", "The request cannot be read. Please check its format."),
        P::ValidationFailed => ("入力内容をご確認ください。", "Please check what you entered."),
        P::NotSignedIn => ("ログインしてください。", "Please sign in."),
        P::SignInFailed => (
            "ログインできませんでした。入力内容をご確認ください。複数の会社でご登録の方は、会員番号も入力してください。",
            "We could not sign you in. Please check what you entered. If you are registered at several companies, enter the member number too.",
        ),
        P::SignInExpired => ("ログイン手続きの有効期限が切れました。最初からやり直してください。", "This sign-in has expired. Please start again."),
        P::CodeWrong => ("ワンタイムパスワードが正しくありません。", "The one-time code is not right."),
        P::CodeExpired => ("このワンタイムパスワードは使用できません。新しいワンタイムパスワードを送信してください。", "This one-time code can no longer be used. Please send a new one."),
        P::FactorLocked => ("入力の誤りが続いたため、本日はこの方法での認証を停止しました。翌日以降にお試しいただくか、管理者にご連絡ください。", "Too many wrong codes: this way of signing in is locked for today. Please try tomorrow or ask your administrator."),
        P::NoCodeByMail => ("この認証方法では、ワンタイムパスワードをメールで送信しません。認証アプリに表示されているものを入力してください。", "No code is sent by mail here. Please enter the one that your authenticator app shows."),
        P::StepUpRequired => ("安全のため、ご本人であることをもう一度確認してください。", "For safety, please confirm first that it is you."),
        P::NoAuthenticator => ("認証アプリが設定されていません。最初から設定してください。", "No authenticator app is set up. Please start its setup again."),
        P::LinkInvalid => ("このリンクは使用済み、または有効期限切れです。もう一度お手続きください。", "This link was already used or has expired. Please request a new one."),
        P::IdentityMismatch => (
            "ご本人の確認ができませんでした。ご登録のメールアドレス、お名前、電話番号を確認し、もう一度入力してください。",
            "We could not confirm who you are. Please check e-mail address, name and telephone number as they are registered, and try again.",
        ),
        P::FirstLoginExpired => ("お手続きの有効期限が切れました。メールのリンクをもう一度開いてください。続きから再開できます。", "This has been open for too long. Please open the link in the mail again: you go on where you stopped."),
        P::StepOutOfOrder => ("お手続きの順序が変わりました。ページを再読み込みして、続きから進めてください。", "Another step comes next. Please reload the page and go on from there."),
        P::AuthenticatorRequired => ("このアカウントでは、認証アプリの使用が必須です。変更する場合は、管理者にご連絡ください。", "This account must use an authenticator app. To change that, please ask your administrator."),
        P::CsrfRefused => ("安全のため、この操作を受け付けられませんでした。ページを再読み込みしてください。", "For safety this request was refused. Please reload the page."),
        P::Forbidden => ("この操作を行う権限がありません。", "You do not have permission to do this."),
        P::TwoStepRequired => ("この操作には二段階認証でのログインが必要です。", "This needs a sign-in with two steps."),
        P::PasswordChangeRequired => ("初回のログインです。ご自身でパスワードを設定してからご利用ください。", "This is your first sign-in. Please set a password of your own first."),
        P::OptionRequired => ("このサービスはお申し込みいただいていません。オプションのページをご確認ください。", "Your company has not ordered this service. Please see the page about options."),
        P::OwnSession => ("ご利用中のブラウザーは、ここでは終了できません。ログアウトしてください。", "This is the browser that you are using. Please sign out instead."),
        P::OwnAccount => ("ご自身のアカウントに対してこの操作はできません。ほかの管理者にご依頼ください。", "You cannot do this to your own account. Please ask another administrator."),
        P::DeadlinePassed => ("申込期限を過ぎたため、変更・キャンセルはできません。", "The deadline has passed: this can no longer be changed or cancelled."),
        P::NotChangeable => ("このお申し込みは、変更・キャンセルができる状態ではありません。", "In its present state this application can be neither changed nor cancelled."),
        P::ScopeMissing => ("アクセストークンに、この操作に必要なスコープがありません。", "The access token lacks the scope that this needs."),
        P::TooManyApiClients => ("APIクライアントは50件まで登録できます。", "A company can have 50 API clients."),
        P::TooManySecrets => ("有効なシークレットまたは鍵が上限に達しています。不要なものを無効にしてから、もう一度お試しください。", "There are as many secrets or keys as there can be. End one of them first."),
        P::AddressRefused => ("現在のネットワークからはご利用いただけません。会社で許可されたネットワークから接続してください。", "You cannot use this from where you are. Please connect from a network that your company allows."),
        P::LastAdmin => ("有効な管理者がいなくなるため、この操作はできません。先に別の管理者を登録してください。", "No active administrator would be left. Please add another administrator first."),
        P::GroupIsAutomatic => ("この利用者グループは自動で作成されたものです。名前・対象の変更と削除はできません。", "This group is made automatically. It can be neither renamed, nor given another range, nor deleted."),
        P::TooManyGroups => ("利用者グループの数が上限に達しています。使用していないグループを削除してください。", "There are as many groups as there may be. Please delete one that is no longer used."),
        P::TooManySavedFilters => ("保存できる検索条件の上限に達しています。使用していない検索条件を削除してください。", "You have saved as many filters as there may be. Please delete one that you no longer use."),
        P::IdempotencyKeyRequired => ("Idempotency-Key ヘッダー(半角の英数字・記号、1〜255文字)が必要です。", "The Idempotency-Key header is needed: 1 to 255 visible ASCII characters."),
        P::IdempotencyKeyReused => ("この Idempotency-Key は、内容の異なるリクエストで使用済みです。", "This Idempotency-Key was used with a different request."),
        P::IdempotencyKeyInUse => ("同じ Idempotency-Key のリクエストを処理中です。しばらくしてからもう一度お試しください。", "The first request with this Idempotency-Key is still under way. Please try again shortly."),
        P::NotFound => ("お探しの情報が見つかりません。", "We cannot find what you are looking for."),
        P::MethodNotAllowed => ("このメソッドは使用できません。", "This method cannot be used here."),
        P::RequestTimeout => ("時間内に受信できませんでした。もう一度お試しください。", "The request did not arrive in time. Please try again."),
        P::PreconditionFailed => ("ほかの方が先に変更しました。最新の内容をご確認ください。", "Somebody else changed this in the meantime. Please look at the newest version."),
        P::PreconditionRequired => ("変更には If-Match ヘッダーが必要です。", "A change needs the If-Match header."),
        P::PayloadTooLarge => ("送信された内容が大きすぎます。", "What was sent is too large."),
        P::UnsupportedMediaType => ("Content-Type は application/json とし、圧縮せずに送信してください。", "Send application/json without compression."),
        P::TooManyRequests => ("試行回数が多すぎます。しばらく待ってからお試しください。", "Too many tries. Please wait a while and try again."),
        P::Internal => ("申し訳ありません。問題が発生しました。時間をおいてもう一度お試しください。", "Sorry, something went wrong on our side. Please try again later."),
        P::Unavailable => ("ただいま混み合っています。しばらくしてからもう一度お試しください。", "We are busy at the moment. Please try again shortly."),
    }
}

/// A day with its weekday: `2026年9月17日(木)`, `Thu, 17 Sep 2026`.
pub fn date(day: NaiveDate, language: Language) -> String {
    match language {
        Language::Ja => format!("{}年{}", day.year(), ja_day(day)),
        Language::En => {
            const MONTHS: [&str; 12] = [
                "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
            ];
            let month = MONTHS.get(day.month0() as usize).copied().unwrap_or("");
            format!("{}, {} {month} {}", day.weekday(), day.day(), day.year())
        }
    }
}

/// A day without its year, as the sentence about a deadline wants it: `9月17日(木)`.
pub fn ja_day(day: NaiveDate) -> String {
    const WEEKDAYS: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
    let weekday = day.weekday().num_days_from_monday() as usize;
    let weekday = WEEKDAYS.get(weekday).copied().unwrap_or("");
    format!("{}月{}日({weekday})", day.month(), day.day())
}

/// The broken rule as a sentence that says how to mend it.
pub fn field_rule(rule: &FieldRule, language: Language) -> String {
    let (ja, en) = field_rule_words(rule);
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}

#[rustfmt::skip]
fn field_rule_words(rule: &FieldRule) -> (String, String) {
    use FieldRule as R;
    let fixed = |ja: &str, en: &str| (ja.to_owned(), en.to_owned());
    match rule {
        R::Required => fixed("入力してください。", "Please fill this in."),
        R::TooShort { min } => (format!("{min}文字以上で入力してください。"), format!("Enter at least {min} characters.")),
        R::TooLong { max } => (format!("{max}文字以内で入力してください。"), format!("Enter at most {max} characters.")),
        R::OutOfRange { min, max } => (format!("{min}から{max}までの数を入力してください。"), format!("Enter a number from {min} to {max}.")),
        R::InvalidEmail => fixed("メールアドレスの形式で入力してください(例: name@example.jp)。", "Enter an e-mail address, such as name@example.jp."),
        R::InvalidContractNumber => fixed("契約番号の形式で入力してください(例: N123456789)。", "Enter a contract number, such as N123456789."),
        R::InvalidMemberNumber => fixed("会員番号の形式で入力してください(例: M97-00339)。", "Enter a member number, such as M97-00339."),
        R::InvalidPhoneNumber => fixed("電話番号は数字、ハイフン、先頭の + で入力してください(例: 03-1234-5678)。", "Enter a telephone number with digits, hyphens and a leading +, such as 03-1234-5678."),
        R::InvalidPostalCode => fixed("郵便番号は7桁の数字で入力してください(例: 105-0000)。", "Enter a postal code of seven digits, such as 105-0000."),
        R::MemberNumberTaken => fixed("この会員番号はすでに登録されています。", "A member with this number exists already."),
        R::UnknownMember => fixed("この会員番号の会員は登録されていません。", "There is no member with this number."),
        R::UnknownContract => fixed("このご契約番号のご契約は見つかりません。", "We cannot find a contract with this number."),
        R::ContractNotEditable => fixed("このご契約を変更する権限がありません。", "You may see this contract, but not change it."),
        R::GroupNameTaken => fixed("同じ名前の利用者グループがあります。別の名前を入力してください。", "There is a group with this name already. Choose another name."),
        R::SavedFilterNameTaken => fixed("同じ名前の検索条件が保存されています。別の名前を入力してください。", "You have saved a filter under this name already. Choose another name."),
        R::UnknownAccount => fixed("このアカウントは登録されていません。", "There is no such account."),
        R::UnknownService => fixed("このサービスは登録されていません。", "There is no such service."),
        R::ServiceCodeTaken => fixed("この略称のサービスはすでに登録されています。", "A service with this short name exists already."),
        R::ContractNumberTaken => fixed("このご契約番号はすでに登録されています。", "A contract with this number exists already."),
        R::ContractOfAnotherMember => fixed("このご契約番号は別の会員のものです。", "The contract with this number is another member's."),
        R::MoreFaults { remaining } => (format!("ほかに{remaining}件の誤りがあります。"), format!("There are {remaining} more faults.")),
        R::InvalidCode { digits } => (format!("{digits}桁の数字を入力してください。"), format!("Enter the {digits} digits of the code.")),
        R::InvalidPublicKey => fixed("公開鍵をJWK形式(Ed25519またはP-256、kid付き)で入力してください。", "Enter a public key as a JWK: Ed25519 or P-256, with a kid."),
        R::UnknownGroup => fixed("このグループはありません。", "There is no such group."),
        R::InvalidNetwork => fixed("IPアドレス、または範囲を入力してください(例: 203.0.113.5、203.0.113.0/24、2001:db8::/48)。", "Enter an address or a network, such as 203.0.113.5, 203.0.113.0/24 or 2001:db8::/48."),
        R::NetworkHasHost { network } => (format!("範囲全体を許可する場合は {network} と入力してください。1つのアドレスだけを許可する場合は、「/」以降を削除してください。"), format!("Enter {network} for the whole network. For one address, leave out the slash and what follows.")),
        R::OwnAddressMissing { address } => (format!("現在ご利用中のアドレス {address} が含まれていません。保存すると、ご自身がログインできなくなります。"), format!("Your own address {address} is not in the list. You would lock yourself out.")),
        R::InvalidRecoveryCode => fixed("リカバリーコードは16文字の英数字で入力してください(例: 2345-6789-abcd-efgh)。", "Enter the 16 letters and digits of a recovery code, such as 2345-6789-abcd-efgh."),
        R::InvalidPortApplicationNumber => fixed("申込番号の形式で入力してください(例: SO-03089-0)。", "Enter an application number, such as SO-03089-0."),
        R::InvalidDate => fixed("日付を正しく入力してください(例: 2026-09-24)。", "Enter a date, such as 2026-09-24."),
        R::InvalidMonth => fixed("年月を正しく入力してください(例: 2026-09)。", "Enter a month, such as 2026-09."),
        R::InvalidNumber => fixed("整数を入力してください。", "Enter a whole number."),
        R::EndsBeforeStart => fixed("終了日は開始日以降の日付を入力してください。", "The last day must not lie before the first."),
        R::DeadlinePassed { effective_date, deadline, earliest } => (
            format!("適用日が{}のお申し込みは、{}まで受け付けます。{}以降の日付を入力してください。", ja_day(*effective_date), ja_day(*deadline), ja_day(*earliest)),
            format!("Applications for {} were accepted until {}. Choose {} or later.", date(*effective_date, Language::En), date(*deadline, Language::En), date(*earliest, Language::En)),
        ),
        R::DateTooFar { latest } => (format!("{}までの日付を入力してください。", date(*latest, Language::Ja)), format!("Choose a date up to {}.", date(*latest, Language::En))),
        R::DateInThePast => fixed("本日以降の日付を入力してください。", "Choose today or a later date."),
        R::BeyondCalendar { last_day } => (format!("営業日カレンダーは{}までです。それより前の日付を入力してください。", date(*last_day, Language::Ja)), format!("The calendar of business days ends on {}. Choose an earlier date.", date(*last_day, Language::En))),
        R::TooManyPorts { remaining: 0 } => fixed("この日に追加できるポート数の上限に達しています。別の日付を選んでください。", "This day takes no more ports. Choose another date."),
        R::TooManyPorts { remaining } => (format!("この日に追加できるのは、あと{remaining}ポートまでです。"), format!("This day takes up to {remaining} more ports.")),
        R::NothingChanged => fixed("変更する内容を入力してください。", "Change something first."),
        R::EmailTaken => fixed("このメールアドレスはすでに登録されています。", "This address already has an account."),
        R::Duplicate => fixed("同じ内容が重複しています。", "This stands here twice."),
        R::TooMany { max } => (format!("{max}件以内で入力してください。"), format!("Enter at most {max} of them.")),
        R::PasswordNotChosenByAdmin => fixed("管理者によるパスワードの指定はできません。招待メールから、ご本人が設定します。", "Administrators do not choose passwords here: the person sets one by the invitation mail."),
        R::PageOrCursor => fixed("page と cursor は同時に指定できません。", "Give either page or cursor, not both."),
        R::InvalidCursor => fixed("この cursor は使用できません。最初のページから取得し直してください。", "This cursor cannot be used. Start again from the first page."),
        R::AuthenticatorMissing => fixed("この方は、まだ認証アプリを設定していません。先に「ログイン方法の再設定」を行い、お手続きが終わる前に変更してください。", "This person has no authenticator app yet. Reset the sign-in first, and make this change before it is set up again."),
        R::UnknownChoice => fixed("選択肢の中から選んでください。", "Choose one of the options."),
        R::UnknownTimeZone => fixed("タイムゾーンを選んでください(例: Asia/Tokyo)。", "Choose a time zone, such as Asia/Tokyo."),
        R::InvalidCharacters => fixed("使用できない文字が含まれています。", "This contains characters that cannot be used."),
        R::PasswordNotHalfWidth => fixed("半角の英字、数字、記号で入力してください。", "Use half-width letters, digits and symbols only."),
        R::PasswordNotMixed => fixed("英字と数字を両方含めてください。", "Use both letters and digits."),
        R::PasswordTooCommon => fixed("推測されやすいパスワードです。別のパスワードを入力してください。", "This password is easy to guess. Please choose another."),
        R::PasswordTooPersonal => fixed("お名前、メールアドレス、会員番号などを含まないパスワードを入力してください。", "Do not use your name, address, member number or the like."),
        R::PasswordUnchanged => fixed("現在と異なるパスワードを入力してください。", "Choose a password that differs from the current one."),
        R::CurrentPasswordWrong => fixed("現在のパスワードが正しくありません。", "The current password is not right."),
        R::ConfirmationDiffers => fixed("確認用の入力が一致しません。", "The two entries differ."),
        R::UnknownField => fixed("この項目は受け付けていません。", "This field is not known here."),
        R::Malformed => fixed("値の形式が正しくありません。", "This value has the wrong form."),
    }
}
