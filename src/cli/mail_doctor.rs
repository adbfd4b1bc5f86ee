//! `rejoinder mail doctor`: whether mail can leave and will be trusted.

use serde::Serialize;

use crate::cli::{block_on, print, print_json};
use crate::config::{Config, Transport};
use crate::error::{Error, Result};
use crate::mail::dkim::Signer;
use crate::mail::dns::Dns;
use crate::mail::{Mailer, Outcome};

/// What one check found, in the form of `--json`.
#[derive(Debug, Serialize)]
struct Finding {
    /// Stable, for programs.
    name: &'static str,
    ok: bool,
    /// In one sentence.
    detail: String,
    /// A line for the DNS, or what else helps.
    remedy: Option<String>,
}

impl Finding {
    fn good(name: &'static str, detail: impl Into<String>) -> Finding {
        Finding { name, ok: true, detail: detail.into(), remedy: None }
    }

    fn bad(name: &'static str, detail: impl Into<String>, remedy: impl Into<String>) -> Finding {
        Finding { name, ok: false, detail: detail.into(), remedy: Some(remedy.into()) }
    }
}

/// Checks relay, TLS, login, SPF, DKIM, DMARC and the reverse name, and prints what is to be added.
///
/// # Errors
/// If something is missing.
pub(super) fn run(config: &Config, json: bool) -> Result<()> {
    let findings = examine(config, &Dns::of_system())?;
    if json {
        print_json(&findings)?;
    } else {
        for finding in &findings {
            let mark = if finding.ok { "ok" } else { "FAULT" };
            print(&format!("{mark:<6}{:<8}{}", finding.name, finding.detail))?;
            if let Some(remedy) = &finding.remedy {
                print(&format!("              {remedy}"))?;
            }
        }
    }
    match findings.iter().filter(|finding| !finding.ok).count() {
        0 => Ok(()),
        faults => Err(Error::internal(format!("faults: {faults}"))),
    }
}

fn examine(config: &Config, dns: &Dns) -> Result<Vec<Finding>> {
    let mail = &config.mail;
    let domain = mail.from.email.domain();
    let envelope = mail.return_path.as_ref().map_or(domain, |path| path.domain());
    let mailer = Mailer::open(mail)?;
    let mut findings = vec![relay(&mailer)?];
    // What follows would ask the DNS about a name that only this machine knows.
    if !domain.contains('.') {
        findings.push(no_domain(domain));
        return Ok(findings);
    }
    if mail.transport == Transport::Smtp {
        findings.push(reverse_name(dns, &mailer));
    }
    findings.push(spf(dns, envelope, &mailer));
    findings.push(match Signer::open(mail)? {
        Some(signer) => dkim(dns, &signer),
        None => Finding::good("dkim", "mail.dkim_key_file is not set: the relay has to sign"),
    });
    findings.push(dmarc(dns, domain));
    Ok(findings)
}

/// The finding for an address at `localhost`, as a new installation has it.
fn no_domain(domain: &str) -> Finding {
    Finding::bad(
        "from",
        format!("mail.from is at {domain}, which nobody can answer"),
        "Set mail.from to an address of your own domain, and run this again",
    )
}

/// Connects, encrypts, logs in and names the sender, without sending anything.
fn relay(mailer: &Mailer) -> Result<Finding> {
    let through = mailer.describe();
    Ok(match block_on(async { Ok(mailer.probe().await) })? {
        Outcome::Sent => Finding::good("relay", format!("{through}, accepts the sender")),
        Outcome::TryLater(failure)
        | Outcome::RecipientRefused(failure)
        | Outcome::Refused(failure)
        | Outcome::PolicyRefused(failure)
        | Outcome::RelayFault(failure) => Finding::bad(
            "relay",
            format!("{through}: {}", failure.cause()),
            "Correct mail.smtp_url, mail.smtp_ca_file or mail.from; mails wait meanwhile",
        ),
    })
}

/// A relay whose address has no name that leads back to it is refused by many servers.
fn reverse_name(dns: &Dns, mailer: &Mailer) -> Finding {
    let name = "reverse";
    let Some(host) = mailer.relay_host() else { return Finding::good(name, "no relay") };
    if crate::config::is_loopback(host) {
        return Finding::good(
            name,
            "the relay is this machine; check that the machine's public address has its name",
        );
    }
    let addresses = match host.parse() {
        Ok(address) => Ok(vec![address]),
        Err(_) => dns.addresses(host),
    };
    let addresses = match addresses {
        Ok(addresses) if addresses.is_empty() => {
            return Finding::bad(name, format!("{host} has no address"), "Correct mail.smtp_url");
        }
        Ok(addresses) => addresses,
        Err(error) => return unanswered(name, &error),
    };
    for address in &addresses {
        match dns.names(*address) {
            Ok(names) if names.is_empty() => {
                return Finding::bad(
                    name,
                    format!("the address {address} of {host} has no name"),
                    "Ask whoever gave you the address for a PTR entry",
                );
            }
            Ok(_) => {}
            Err(error) => return unanswered(name, &error),
        }
    }
    Finding::good(name, format!("the addresses of {host} have names"))
}

fn spf(dns: &Dns, domain: &str, mailer: &Mailer) -> Finding {
    let name = "spf";
    let host = mailer.relay_host().unwrap_or("mail.example.org");
    let line = format!("{domain}. IN TXT \"v=spf1 a:{host} ~all\"");
    match dns.texts(domain) {
        Err(error) => unanswered(name, &error),
        Ok(texts) => {
            let policies: Vec<&String> = texts
                .iter()
                .filter(|text| *text == "v=spf1" || text.starts_with("v=spf1 "))
                .collect();
            match policies.as_slice() {
                [] => Finding::bad(
                    name,
                    format!("{domain} does not say who may send for it"),
                    format!("Add: {line}"),
                ),
                [policy] if policy.ends_with("+all") => Finding::bad(
                    name,
                    format!("{domain} lets everybody send for it: {policy}"),
                    format!("Replace it by: {line}"),
                ),
                [policy] => Finding::good(
                    name,
                    format!("{domain}: {policy}; check that it names the relay"),
                ),
                _ => Finding::bad(
                    name,
                    format!("{domain} has several SPF entries, so none counts"),
                    format!("Leave one, such as: {line}"),
                ),
            }
        }
    }
}

fn dkim(dns: &Dns, signer: &Signer) -> Finding {
    let name = "dkim";
    let (entry, record) = (signer.name(), signer.record());
    let line = format!("Add: {entry}. IN TXT {}", in_parts(&record));
    let key = |text: &str| {
        text.split(';').find_map(|part| part.trim().strip_prefix("p=").map(str::to_owned))
    };
    match dns.texts(&entry) {
        Err(error) => unanswered(name, &error),
        Ok(texts) if texts.is_empty() => {
            Finding::bad(name, format!("{entry} does not exist"), line)
        }
        Ok(texts) if texts.iter().any(|text| key(text) == key(&record)) => {
            Finding::good(name, format!("{entry} has the key that signs"))
        }
        Ok(_) => Finding::bad(name, format!("{entry} has another key"), line),
    }
}

fn dmarc(dns: &Dns, domain: &str) -> Finding {
    let name = "dmarc";
    let entry = format!("_dmarc.{domain}");
    match dns.texts(&entry) {
        Err(error) => unanswered(name, &error),
        Ok(texts) => match texts.iter().find(|text| text.starts_with("v=DMARC1")) {
            Some(policy) => Finding::good(name, format!("{entry}: {policy}")),
            None => Finding::bad(
                name,
                format!("{entry} does not exist, which large mailbox providers require"),
                format!("Add: {entry}. IN TXT \"v=DMARC1; p=none\""),
            ),
        },
    }
}

fn unanswered(name: &'static str, error: &Error) -> Finding {
    Finding::bad(name, error.to_string(), "Check /etc/resolv.conf, or ask from another machine")
}

/// A text in the parts of at most 255 characters that DNS entries have.
fn in_parts(text: &str) -> String {
    let parts = text.as_bytes().chunks(255).filter_map(|part| std::str::from_utf8(part).ok());
    parts.map(|part| format!("\"{part}\"")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_key_is_written_in_parts() {
        assert_eq!(in_parts("short"), "\"short\"");
        let parts = in_parts(&"k".repeat(300));
        assert_eq!(parts.matches('"').count(), 4);
        assert!(parts.split("\" \"").all(|part| part.trim_matches('"').len() <= 255));
    }
}
