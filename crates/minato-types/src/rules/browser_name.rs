//! What people call a browser, made of what it calls itself.
//!
//! Anybody can send any text as `User-Agent`: what is shown comes from the lists here, never
//! from the text.

/// What stands in the text, and the name of the browser. Most browsers also claim to be the
/// ones below them, so the first that fits is meant.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("Edge/", "Edge"),
    ("OPR/", "Opera"),
    ("OPT/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("Trident/", "Internet Explorer"),
    ("MSIE ", "Internet Explorer"),
    ("curl/", "curl"),
];

/// The same for what it runs on.
const SYSTEMS: &[(&str, &str)] = &[
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
    ("X11", "Unix"),
];

/// The browser and what it runs on: `Chrome, Windows`. What is unknown is left out; `None` if
/// nothing is known.
pub fn browser_name(user_agent: &str) -> Option<String> {
    let browser = first(BROWSERS, user_agent);
    let system = first(SYSTEMS, user_agent);
    match (browser, system) {
        (Some(browser), Some(system)) => Some(format!("{browser}, {system}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

fn first(names: &[(&'static str, &'static str)], user_agent: &str) -> Option<&'static str> {
    let fits = |(mark, _): &&(&str, &str)| user_agent.contains(mark);
    names.iter().find(fits).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::browser_name;

    #[test]
    fn browsers_are_told_apart_although_they_claim_to_be_each_other() {
        for (user_agent, name) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
                "Chrome, Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
                "Edge, Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
                "Firefox, Windows",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15",
                "Safari, macOS",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
                "Safari, iPhone",
            ),
            (
                "Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0.0.0 Mobile/15E148 Safari/604.1",
                "Chrome, iPad",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
                "Samsung Internet, Android",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36",
                "Chrome, Linux",
            ),
            (
                "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
                "Chrome, ChromeOS",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
                "Internet Explorer, Windows",
            ),
            ("curl/8.14.1", "curl"),
        ] {
            assert_eq!(
                browser_name(user_agent).as_deref(),
                Some(name),
                "{user_agent}"
            );
        }
    }

    #[test]
    fn what_is_not_known_has_no_name() {
        for user_agent in ["", "Mozilla/5.0", "<b>Chrome</b>", "クローム"] {
            assert_eq!(browser_name(user_agent), None, "{user_agent}");
        }
        let half = browser_name("Something/1.0 (Windows NT 10.0)");
        assert_eq!(half.as_deref(), Some("Windows"));
    }

    #[test]
    fn nothing_of_the_text_itself_is_shown() {
        let name = browser_name("Chrome/<script>alert(1)</script> (Windows; call 0120-000-000)");
        assert_eq!(name.as_deref(), Some("Chrome, Windows"));
    }
}
