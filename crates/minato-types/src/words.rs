//! The words for problems and broken rules, in both languages.
//!
//! They stand here, beside the codes, so that the compiler demands them: API answers,
//! pages and logs of integrators say the same thing. All other words of the pages live
//! in `frontend/locales`, those of the mails in `minato-mail/templates`.

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
        P::LinkInvalid => ("このリンクは使用済み、または有効期限切れです。もう一度お手続きください。", "This link was already used or has expired. Please request a new one."),
        P::CsrfRefused => ("安全のため、この操作を受け付けられませんでした。ページを再読み込みしてください。", "For safety this request was refused. Please reload the page."),
        P::Forbidden => ("この操作を行う権限がありません。", "You do not have permission to do this."),
        P::TwoStepRequired => ("この操作には二段階認証でのログインが必要です。", "This needs a sign-in with two steps."),
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
        R::InvalidMemberNumber => fixed("会員番号の形式で入力してください(例: M97-00339)。", "Enter a member number, such as M97-00339."),
        R::InvalidPhoneNumber => fixed("電話番号は数字、ハイフン、先頭の + で入力してください(例: 03-1234-5678)。", "Enter a telephone number with digits, hyphens and a leading +, such as 03-1234-5678."),
        R::InvalidCode { digits } => (format!("{digits}桁の数字を入力してください。"), format!("Enter the {digits} digits of the code.")),
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
