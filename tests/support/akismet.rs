//! A fake Akismet that gives the chosen answers, on a free port of 127.0.0.1, and stores every
//! request.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::Duration;

use rejoinder::config::{Akismet, MarkSpam, SentField};

/// The fake's answer to a request.
#[derive(Clone, Copy, Debug)]
pub enum Reply {
    /// `false`, `valid`, or "Thanks" for a report.
    Fine,
    /// Spam.
    Spam,
    /// Spam to discard unread.
    Blatant,
    /// An invalid key.
    Invalid,
    /// An error status.
    Status(u16),
    /// An endless page of another service.
    Endless,
    /// No answer, ever.
    Never,
    /// A closed connection.
    HangUp,
}

/// A request.
#[derive(Clone, Debug)]
pub struct FakeRequest {
    /// `/1.1/comment-check`
    pub path: String,
    /// The raw head and body.
    pub raw: Vec<u8>,
    /// The fields.
    pub fields: Vec<(String, String)>,
}

impl FakeRequest {
    /// The value of a field, if it is there.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}

struct State {
    reply: Reply,
    connections: usize,
    open: usize,
    most_open: usize,
    requests: Vec<FakeRequest>,
    unanswered: Vec<TcpStream>,
    ended: bool,
}

/// The running fake. Dropping it ends it.
pub struct FakeAkismet {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    thread: Option<JoinHandle<()>>,
}

impl FakeAkismet {
    /// A fake that gives this reply to every request.
    pub fn saying(reply: Reply) -> FakeAkismet {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("its address");
        let state = Arc::new(Mutex::new(State {
            reply,
            connections: 0,
            open: 0,
            most_open: 0,
            requests: Vec::new(),
            unanswered: Vec::new(),
            ended: false,
        }));
        let shared = Arc::clone(&state);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { continue };
                let mut now = lock(&shared);
                if now.ended {
                    return;
                }
                now.connections += 1;
                now.open += 1;
                now.most_open = now.most_open.max(now.open);
                let open = Open(Arc::clone(&shared));
                // A client that gives up is not the fake's affair.
                std::thread::spawn(move || drop(converse(stream, open)));
            }
        });
        FakeAkismet { address, state, thread: Some(thread) }
    }

    /// Changes the reply.
    pub fn says(&self, reply: Reply) {
        lock(&self.state).reply = reply;
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Settings for it, with a deadline that is long enough for a busy machine.
    pub fn settings(&self, send: &[SentField]) -> Akismet {
        Akismet {
            key: "0123456789ab".to_owned().into(),
            endpoint: self.url().parse().expect("a URL"),
            send: send.to_vec(),
            mark_spam: MarkSpam::Never,
            deadline: Duration::from_secs(60),
            parallel: 8,
        }
    }

    /// All requests so far.
    pub fn requests(&self) -> Vec<FakeRequest> {
        lock(&self.state).requests.clone()
    }

    /// The last request.
    pub fn last(&self) -> FakeRequest {
        self.requests().pop().expect("a request")
    }

    /// The number of connections, and of those that were open at once.
    pub fn connections(&self) -> (usize, usize) {
        let state = lock(&self.state);
        (state.connections, state.most_open)
    }
}

impl Drop for FakeAkismet {
    fn drop(&mut self) {
        let mut state = lock(&self.state);
        state.ended = true;
        state.unanswered.clear();
        drop(state);
        // Wakes the thread, which then sees that this is the end.
        let woken = TcpStream::connect(self.address);
        if let (Ok(_), Some(thread)) = (woken, self.thread.take()) {
            let _ = thread.join();
        }
    }
}

/// A request without an answer yet.
struct Open(Arc<Mutex<State>>);

impl Drop for Open {
    fn drop(&mut self) {
        lock(&self.0).open -= 1;
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().expect("no conversation panics")
}

fn converse(stream: TcpStream, open: Open) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut raw, mut length) = (Vec::new(), 0);
    let mut first = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        raw.extend_from_slice(line.as_bytes());
        if first.is_empty() {
            first = line.clone();
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    raw.extend_from_slice(&body);
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let fields = url::form_urlencoded::parse(&body).into_owned().collect();
    let state = Arc::clone(&open.0);
    let reply = {
        let mut state = lock(&state);
        state.requests.push(FakeRequest { path: path.clone(), raw, fields });
        state.reply
    };
    // Before the answer, because the client may send the next request as soon as it has it.
    drop(open);
    answer(stream, reply, &path, &state)
}

fn answer(
    mut stream: TcpStream,
    reply: Reply,
    path: &str,
    state: &Mutex<State>,
) -> std::io::Result<()> {
    let ordinary = match (path, reply) {
        ("/1.1/verify-key", Reply::Fine) => "valid",
        ("/1.1/submit-spam" | "/1.1/submit-ham", Reply::Fine | Reply::Spam | Reply::Blatant) => {
            "Thanks for making the web a better place."
        }
        (_, Reply::Fine) => "false",
        _ => "true",
    };
    let mut say = |status: u16, header: &str, body: &str| {
        let length = body.len();
        write!(
            stream,
            "HTTP/1.1 {status} So\r\n{header}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
        )
    };
    match reply {
        Reply::Fine | Reply::Spam => say(200, "", ordinary),
        Reply::Blatant => say(200, "X-akismet-pro-tip: discard\r\n", ordinary),
        Reply::Invalid => say(200, "X-akismet-debug-help: We don't know this key\r\n", "invalid"),
        Reply::Status(status) => say(status, "", "false"),
        Reply::HangUp => Ok(()),
        Reply::Never => {
            lock(state).unanswered.push(stream);
            Ok(())
        }
        Reply::Endless => {
            write!(stream, "HTTP/1.1 200 So\r\nconnection: close\r\n\r\n")?;
            // Until the client has had enough.
            loop {
                stream.write_all(b"<p>Log in to use this network.</p>\n")?;
            }
        }
    }
}
