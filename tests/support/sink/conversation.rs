//! The sink's side of one SMTP connection (RFC 5321), answering by the script.

use std::sync::Arc;
use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use super::{Act, Log, Mail, Phase};

/// One connection: who is talking, and the mail that is being handed over.
pub(super) struct Conversation {
    stream: BufReader<TcpStream>,
    log: Arc<Log>,
    user: Option<String>,
    from: Option<String>,
    to: Vec<String>,
}

/// How a conversation goes on after a phase.
enum Next {
    Accept,
    Refused,
    Close,
    StoreAndClose,
}

impl Conversation {
    pub(super) fn new(stream: TcpStream, log: Arc<Log>) -> Conversation {
        Conversation { stream: BufReader::new(stream), log, user: None, from: None, to: Vec::new() }
    }

    pub(super) async fn run(&mut self) -> std::io::Result<()> {
        // As of RFC 5321, 3.1: a greeting of 5xx ends what can be said.
        match self.enter(Phase::Connect).await? {
            Next::Accept => self.say("220 sink.test ESMTP").await?,
            _ => return Ok(()),
        }
        while let Some(line) = self.line().await? {
            let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
            let goes_on = match verb.to_ascii_uppercase().as_str() {
                "EHLO" => self.hello(true).await?,
                "HELO" => self.hello(false).await?,
                "STARTTLS" => self.start_tls().await?,
                "AUTH" => self.auth(rest).await?,
                "MAIL" => self.mail(rest).await?,
                "RCPT" => self.rcpt(rest).await?,
                "DATA" => self.data().await?,
                "RSET" => {
                    self.forget();
                    self.say("250 forgotten").await?;
                    true
                }
                "NOOP" => {
                    self.say("250 still here").await?;
                    true
                }
                "QUIT" => {
                    self.say("221 bye").await?;
                    false
                }
                _ => {
                    self.say("502 not understood").await?;
                    true
                }
            };
            if !goes_on {
                break;
            }
        }
        Ok(())
    }

    async fn hello(&mut self, extended: bool) -> std::io::Result<bool> {
        match self.enter(Phase::Ehlo).await? {
            Next::Accept => {}
            next => return Ok(next.goes_on()),
        }
        self.forget();
        if !extended {
            self.say("250 sink.test").await?;
            return Ok(true);
        }
        let starttls = if self.log.offers_starttls() { "250-STARTTLS\r\n" } else { "" };
        let utf8 = if self.log.offers_smtputf8() { "250-SMTPUTF8\r\n" } else { "" };
        self.say(&format!("250-sink.test\r\n{starttls}250-8BITMIME\r\n{utf8}250 AUTH PLAIN LOGIN"))
            .await?;
        Ok(true)
    }

    async fn start_tls(&mut self) -> std::io::Result<bool> {
        let next = self.enter(Phase::StartTls).await?;
        if let Next::Accept = next {
            self.say("502 not offered").await?;
        }
        Ok(next.goes_on())
    }

    /// Takes PLAIN and LOGIN, with or without the first answer in the same line, and any password.
    async fn auth(&mut self, rest: &str) -> std::io::Result<bool> {
        match self.enter(Phase::Auth).await? {
            Next::Accept => {}
            next => return Ok(next.goes_on()),
        }
        let (mechanism, first) = rest.split_once(' ').unwrap_or((rest, ""));
        let user = match mechanism.to_ascii_uppercase().as_str() {
            "PLAIN" => {
                let answer = self.challenge("", first).await?;
                // RFC 4616: whom to act for, who logs in, the password; with NUL between them.
                answer.and_then(|answer| answer.split('\0').nth(1).map(str::to_owned))
            }
            "LOGIN" => {
                let user = self.challenge("Username:", first).await?;
                self.challenge("Password:", "").await?.and(user)
            }
            _ => None,
        };
        match user {
            Some(_) => {
                self.user = user;
                self.say("235 welcome").await?;
            }
            None => self.say("501 not understood").await?,
        }
        Ok(true)
    }

    async fn mail(&mut self, rest: &str) -> std::io::Result<bool> {
        let Some(from) = path(rest, "FROM:") else {
            self.say("501 MAIL FROM:<address>").await?;
            return Ok(true);
        };
        let next = self.enter(Phase::Mail).await?;
        if let Next::Accept = next {
            self.to.clear();
            self.from = Some(from);
            self.say("250 sender taken").await?;
        }
        Ok(next.goes_on())
    }

    async fn rcpt(&mut self, rest: &str) -> std::io::Result<bool> {
        let Some(to) = path(rest, "TO:").filter(|_| self.from.is_some()) else {
            self.say("503 MAIL first, then RCPT TO:<address>").await?;
            return Ok(true);
        };
        let next = self.enter_for(Phase::Rcpt, std::slice::from_ref(&to)).await?;
        if let Next::Accept = next {
            self.to.push(to);
            self.say("250 recipient taken").await?;
        }
        Ok(next.goes_on())
    }

    async fn data(&mut self) -> std::io::Result<bool> {
        if self.to.is_empty() {
            self.say("503 RCPT first").await?;
            return Ok(true);
        }
        match self.enter(Phase::Data).await? {
            Next::Accept => self.say("354 go on").await?,
            next => return Ok(next.goes_on()),
        }
        let Some(raw) = self.message().await? else {
            return Ok(false);
        };
        let next = self.enter(Phase::EndOfData).await?;
        if let Next::Accept | Next::StoreAndClose = next {
            self.store(raw);
        }
        if let Next::Accept = next {
            self.say("250 stored").await?;
        }
        self.forget();
        Ok(next.goes_on())
    }

    /// The lines up to the lone dot, without the dots of RFC 5321, 4.5.2; nothing if the client
    /// left before it.
    async fn message(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let mut raw = Vec::new();
        loop {
            let mut line = Vec::new();
            self.stream.read_until(b'\n', &mut line).await?;
            if line.last() != Some(&b'\n') {
                return Ok(None);
            }
            if line == b".\r\n" {
                return Ok(Some(raw));
            }
            raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
    }

    fn store(&mut self, raw: Vec<u8>) {
        let mail = Mail {
            from: self.from.take().unwrap_or_default(),
            to: std::mem::take(&mut self.to),
            raw,
            at: Instant::now(),
            user: self.user.clone(),
        };
        self.log.change(|state| state.mails.push(mail));
    }

    /// Does what the script says for this phase of the mail under way.
    async fn enter(&mut self, phase: Phase) -> std::io::Result<Next> {
        let recipients = self.to.clone();
        self.enter_for(phase, &recipients).await
    }

    async fn enter_for(&mut self, phase: Phase, recipients: &[String]) -> std::io::Result<Next> {
        match self.log.fault(phase, recipients) {
            None => Ok(Next::Accept),
            Some(Act::Refuse(code, text)) => {
                self.say(&format!("{code} {text}")).await?;
                // RFC 5321, 4.2.1: 421 means that this server closes the connection.
                Ok(if code == 421 { Next::Close } else { Next::Refused })
            }
            Some(Act::Stall) => {
                // Read on without a word until the client leaves.
                tokio::io::copy(&mut self.stream, &mut tokio::io::sink()).await?;
                Ok(Next::Close)
            }
            Some(Act::HangUp) => Ok(Next::Close),
            Some(Act::StoreAndHangUp) => Ok(Next::StoreAndClose),
        }
    }

    /// Sends a challenge of AUTH and gives the decoded answer, or `first` decoded if it came along.
    async fn challenge(&mut self, question: &str, first: &str) -> std::io::Result<Option<String>> {
        let answer = if first.is_empty() {
            self.say(&format!("334 {}", BASE64.encode(question))).await?;
            self.line().await?.unwrap_or_default()
        } else {
            first.to_owned()
        };
        let decoded = BASE64.decode(answer).ok();
        Ok(decoded.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    async fn say(&mut self, answer: &str) -> std::io::Result<()> {
        self.stream.write_all(format!("{answer}\r\n").as_bytes()).await
    }

    /// The client's next line without its end, or nothing once it has left. Commands are at most
    /// 64 KiB, so that a client gone wild does not fill the memory.
    async fn line(&mut self) -> std::io::Result<Option<String>> {
        let mut line = String::new();
        let length = (&mut self.stream).take(64 * 1024).read_line(&mut line).await?;
        Ok((length > 0).then(|| line.trim_end().to_owned()))
    }

    fn forget(&mut self) {
        self.from = None;
        self.to.clear();
    }
}

impl Next {
    fn goes_on(&self) -> bool {
        matches!(self, Next::Accept | Next::Refused)
    }
}

/// The address in `FROM:<address> PARAMETERS`.
fn path(rest: &str, keyword: &str) -> Option<String> {
    let (head, tail) = rest.split_at_checked(keyword.len())?;
    let (address, _) = tail.trim_start().strip_prefix('<')?.split_once('>')?;
    head.eq_ignore_ascii_case(keyword).then(|| address.to_owned())
}
