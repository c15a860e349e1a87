//! What is known of the browser behind a request.

use std::net::{IpAddr, SocketAddr};

use actix_web::HttpRequest;
use actix_web::web::Data;
use ipnet::IpNet;

use crate::app::App;

/// The header in which a proxy tells whom it has a request from, the last one to the right.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The address that the request came from, as text; empty where there is none.
pub fn of(request: &HttpRequest) -> String {
    ip(request).map_or_else(String::new, |address| address.to_string())
}

/// The address that the request came from: the other end of the connection, or whom trusted
/// proxies have it from. What anybody else claims is not believed.
pub fn ip(request: &HttpRequest) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip();
    let trusted = request
        .app_data::<Data<App>>()
        .map_or(&[] as &[IpNet], |app| &app.settings.trusted_proxies);
    // Several lines are one list; each proxy adds to its right end.
    let lines = request.headers().get_all(FORWARDED_FOR);
    let hops: Vec<&str> = lines
        .flat_map(|line| line.to_str().unwrap_or("unreadable").split(','))
        .collect();
    Some(client(peer, &hops, trusted))
}

/// Walks from the connection to the left as long as whoever tells of the next hop is trusted.
/// What is no address ends the walk at the last hop that was one.
fn client(peer: IpAddr, hops: &[&str], trusted: &[IpNet]) -> IpAddr {
    let mut current = peer.to_canonical();
    for hop in hops.iter().rev() {
        if !trusted.iter().any(|net| net.contains(&current)) {
            break;
        }
        let Some(next) = parse(hop.trim()) else {
            break;
        };
        current = next;
    }
    current
}

/// An address as proxies write it: alone, in brackets, or with a port.
fn parse(hop: &str) -> Option<IpAddr> {
    let bare = hop
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(hop);
    let address = bare.parse::<IpAddr>().ok();
    let with_port = || hop.parse::<SocketAddr>().ok().map(|socket| socket.ip());
    Some(address.or_else(with_port)?.to_canonical())
}

/// What the browser calls itself, cut to a sensible length.
pub fn user_agent(request: &HttpRequest) -> String {
    let value = request.headers().get(actix_web::http::header::USER_AGENT);
    value
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default()
        .chars()
        .take(200)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: &str = "10.0.0.1";
    const CLIENT: &str = "203.0.113.9";

    fn seen(peer: &str, hops: &[&str], trusted: &[&str]) -> String {
        let trusted: Vec<IpNet> = trusted.iter().map(|net| net.parse().unwrap()).collect();
        client(peer.parse().unwrap(), hops, &trusted).to_string()
    }

    #[test]
    fn without_trusted_proxies_nobody_is_believed() {
        assert_eq!(seen(PROXY, &[CLIENT], &[]), PROXY);
        assert_eq!(seen(CLIENT, &["198.51.100.1"], &["10.0.0.0/8"]), CLIENT);
    }

    #[test]
    fn the_right_most_hop_that_is_not_trusted_is_the_client() {
        let trusted = ["10.0.0.0/8", "fd00::/8"];
        assert_eq!(seen(PROXY, &[CLIENT], &trusted), CLIENT);
        assert_eq!(
            seen(PROXY, &["1.2.3.4", CLIENT, "10.9.9.9"], &trusted),
            CLIENT
        );
        assert_eq!(seen("::ffff:10.0.0.1", &[CLIENT], &trusted), CLIENT);
        assert_eq!(seen("fd00::1", &["2001:db8::7"], &trusted), "2001:db8::7");
        assert_eq!(seen(PROXY, &["10.1.1.1", "10.2.2.2"], &trusted), "10.1.1.1");
        assert_eq!(seen(PROXY, &[], &trusted), PROXY);
    }

    #[test]
    fn what_is_no_address_ends_the_walk_at_the_last_good_hop() {
        let trusted = ["10.0.0.0/8"];
        for garbage in [
            "",
            "unknown",
            "_hidden",
            "1.2.3",
            "1.2.3.4.5",
            "a:b",
            "[::1",
        ] {
            assert_eq!(
                seen(PROXY, &[CLIENT, garbage], &trusted),
                PROXY,
                "{garbage}"
            );
            let behind = [CLIENT, garbage, "10.3.3.3"];
            assert_eq!(seen(PROXY, &behind, &trusted), "10.3.3.3", "{garbage}");
        }
    }

    #[test]
    fn ports_and_brackets_are_no_part_of_the_address() {
        let trusted = ["10.0.0.0/8"];
        for (hop, address) in [
            ("203.0.113.9:4711", CLIENT),
            ("[2001:db8::7]", "2001:db8::7"),
            ("[2001:db8::7]:443", "2001:db8::7"),
            ("::ffff:203.0.113.9", CLIENT),
            (" 203.0.113.9 ", CLIENT),
        ] {
            assert_eq!(seen(PROXY, &[hop], &trusted), address, "{hop}");
        }
    }
}
