//! A mail server with scripted faults.
//!
//! It speaks plain SMTP on a free port of 127.0.0.1, keeps every mail it took, and answers by a
//! script: at each phase of a conversation it can refuse, stall or hang up, and it can hang up
//! after it has stored a mail but before it said so, which is how mails come to be doubled. It runs
//! on a thread of its own, so that a test that blocks does not stop it. It has no TLS: STARTTLS is
//! offered only when the script has a fault for it.

use std::collections::VecDeque;
use std::fmt;
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener as StdTcpListener};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};

use conversation::Conversation;

mod conversation;

/// How long a wait may last before the test fails and says what has not arrived. Generous, because a
/// machine under load is slow; nothing waits longer than it has to.
const DEADLINE: Duration = Duration::from_secs(60);

/// A mail as the sink took it.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The envelope's sender, empty for a bounce.
    pub from: String,
    /// The envelope's recipients that were accepted.
    pub to: Vec<String>,
    /// The message without SMTP's dots, with the line ends it came with.
    pub raw: Vec<u8>,
    /// When its last line had arrived. Mails are listed in this order.
    pub at: Instant,
    /// Who the sender logged in as, if it did.
    pub user: Option<String>,
}

impl Mail {
    /// The message as text, for searching; not decoded.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.raw).into_owned()
    }
}

/// A moment in a conversation at which a fault can strike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// In place of the greeting.
    Connect,
    /// At EHLO or HELO.
    Ehlo,
    /// At STARTTLS, which is offered only while such a fault is in the script.
    StartTls,
    /// At AUTH, in place of accepting any user and password.
    Auth,
    /// At MAIL FROM.
    Mail,
    /// At RCPT TO.
    Rcpt,
    /// At DATA, before the message.
    Data,
    /// After the message.
    EndOfData,
}

/// One scripted fault, which occurs a number of times.
#[derive(Clone, Debug)]
pub struct Fault {
    phase: Phase,
    act: Act,
    left: Option<usize>,
    recipient: Option<String>,
}

#[derive(Clone, Copy, Debug)]
enum Act {
    Refuse(u16, &'static str),
    Stall,
    HangUp,
    StoreAndHangUp,
}

impl Fault {
    /// Answers with `code` and `text` in place of yes, such as 451 and "try again later".
    pub fn refuse(phase: Phase, code: u16, text: &'static str) -> Fault {
        Fault::new(phase, Act::Refuse(code, text))
    }

    /// Says nothing more and keeps the connection until the client gives up.
    pub fn stall(phase: Phase) -> Fault {
        Fault::new(phase, Act::Stall)
    }

    /// Closes the connection in place of an answer. Nothing is stored.
    pub fn hang_up(phase: Phase) -> Fault {
        Fault::new(phase, Act::HangUp)
    }

    /// Stores the mail, then closes the connection in place of the final 250.
    pub fn store_and_hang_up() -> Fault {
        Fault::new(Phase::EndOfData, Act::StoreAndHangUp)
    }

    /// The fault happens `count` times, then no more. Without this it lasts until the next script.
    pub fn times(mut self, count: usize) -> Fault {
        self.left = Some(count);
        self
    }

    /// The fault happens only at the RCPT of `recipient`, or at the later phases of a mail to it.
    pub fn only_to(mut self, recipient: &str) -> Fault {
        self.recipient = Some(recipient.to_owned());
        self
    }

    fn new(phase: Phase, act: Act) -> Fault {
        Fault { phase, act, left: None, recipient: None }
    }

    fn strikes(&self, phase: Phase, recipients: &[String]) -> bool {
        self.phase == phase
            && self.left != Some(0)
            && self.recipient.as_ref().is_none_or(|only| recipients.contains(only))
    }
}

/// A running sink, or one that was stopped and holds its port. Dropping it ends its connections.
pub struct Sink {
    address: SocketAddr,
    log: Arc<Log>,
    /// Bound and never listening, so that nobody else can take the port while the sink is down.
    _port: Socket,
    running: Option<Running>,
}

struct Running {
    listener: Socket,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

impl Sink {
    /// Starts a sink that takes every mail.
    pub async fn start() -> Sink {
        let port = bind((Ipv4Addr::LOCALHOST, 0).into()).expect("a free port can be bound");
        let address = port.local_addr().expect("a bound socket has an address");
        let address = address.as_socket().expect("an address of TCP");
        let mut sink = Sink { address, log: Arc::new(Log::new()), _port: port, running: None };
        sink.restart_on_same_port().await;
        sink
    }

    /// `smtp://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// The port it listens on, the same after a restart.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Replaces the script. At each phase the first fault that fits happens; an empty script
    /// accepts everything. Conversations under way follow the new script from their next line on;
    /// one that stalls goes on stalling.
    pub fn script(&self, faults: impl IntoIterator<Item = Fault>) {
        self.log.change(|state| state.script = faults.into_iter().collect());
    }

    /// Offers no SMTPUTF8 from the next connection on.
    pub fn offer_no_smtputf8(&self) {
        self.log.change(|state| state.without_smtputf8 = true);
    }

    /// Every mail taken so far, the oldest first.
    pub async fn mails(&self) -> Vec<Mail> {
        self.log.state().mails.clone()
    }

    /// How many connections were made so far.
    pub fn connections(&self) -> usize {
        self.log.state().connections
    }

    /// How often faults have happened since the sink was first started.
    pub fn faults(&self) -> usize {
        self.log.state().faults
    }

    /// Waits until `count` mails were taken and gives all there are, which may be more. Panics
    /// after a minute.
    pub async fn wait_for(&self, count: usize) -> Vec<Mail> {
        self.wait_until(&format!("{count} mails"), |state| state.mails.len() >= count).await;
        self.mails().await
    }

    /// Waits until faults have happened `count` times since the sink was first started.
    pub async fn wait_for_faults(&self, count: usize) {
        self.wait_until(&format!("{count} faults"), |state| state.faults >= count).await;
    }

    /// Ends every connection and refuses new ones. Mails and script are kept.
    pub async fn stop(&mut self) {
        let Some(Running { listener, stop, thread }) = self.running.take() else { return };
        drop(stop);
        tokio::task::spawn_blocking(move || thread.join())
            .await
            .expect("the thread can be waited for")
            .expect("the sink did not panic");
        // Closing our copies is not enough: a process that is just being started has one, too. This ends
        // the listening of all of them.
        listener.shutdown(Shutdown::Both).expect("it listened");
    }

    /// Listens again after [`Sink::stop`], on the port it had.
    pub async fn restart_on_same_port(&mut self) {
        if self.running.is_some() {
            return;
        }
        let listener = bind(self.address).expect("the sink gets its own port back");
        listener.listen(1024).expect("a bound socket can listen");
        let accepting = listener.try_clone().expect("a socket can be copied").into();
        let (stop, stopped) = oneshot::channel();
        let log = Arc::clone(&self.log);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime can be made");
            // Returning drops the runtime, and with it every conversation.
            runtime.block_on(accept(accepting, log, stopped));
        });
        self.running = Some(Running { listener, stop, thread });
    }

    async fn wait_until(&self, what: &str, reached: impl Fn(&State) -> bool) {
        let mut changes = self.log.changes.subscribe();
        let arrival = async {
            while !reached(&self.log.state()) {
                changes.changed().await.expect("the sink lives as long as this call");
            }
        };
        if tokio::time::timeout(DEADLINE, arrival).await.is_err() {
            panic!(
                "waited {} s for {what}, but there are {}",
                DEADLINE.as_secs(),
                self.log.state()
            );
        }
    }
}

fn bind(address: SocketAddr) -> std::io::Result<Socket> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, Some(Protocol::TCP))?;
    // Several may be bound to the port, of which one listens.
    socket.set_reuse_address(true)?;
    // As tokio's listener has to be.
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    Ok(socket)
}

/// What the sink's thread and the test both look at.
struct Log {
    state: Mutex<State>,
    changes: watch::Sender<()>,
}

#[derive(Default)]
struct State {
    script: VecDeque<Fault>,
    mails: Vec<Mail>,
    connections: usize,
    faults: usize,
    without_smtputf8: bool,
}

impl Log {
    fn new() -> Log {
        Log { state: Mutex::default(), changes: watch::Sender::new(()) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no holder of the state panicked")
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.state());
        self.changes.send_replace(());
        result
    }

    /// The first fault of the script that fits now; counted and used up by asking.
    fn fault(&self, phase: Phase, recipients: &[String]) -> Option<Act> {
        self.change(|state| {
            let fault = state.script.iter_mut().find(|fault| fault.strikes(phase, recipients))?;
            fault.left = fault.left.map(|left| left - 1);
            state.faults += 1;
            Some(fault.act)
        })
    }

    fn offers_smtputf8(&self) -> bool {
        !self.state().without_smtputf8
    }

    fn offers_starttls(&self) -> bool {
        self.state().script.iter().any(|fault| fault.strikes(Phase::StartTls, &[]))
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} mails, {} connections, {} faults",
            self.mails.len(),
            self.connections,
            self.faults
        )?;
        for mail in &self.mails {
            write!(f, "\n  from {} to {}, {} bytes", mail.from, mail.to.join(" "), mail.raw.len())?;
        }
        Ok(())
    }
}

async fn accept(listener: StdTcpListener, log: Arc<Log>, stopped: oneshot::Receiver<()>) {
    let listener = TcpListener::from_std(listener).expect("it does not block");
    let conversations = async {
        loop {
            let (stream, _) = listener.accept().await.expect("a connection can be accepted");
            log.change(|state| state.connections += 1);
            let log = Arc::clone(&log);
            tokio::spawn(async move {
                // An error here is the client's hanging up, which is its right.
                let _ = Conversation::new(stream, log).run().await;
            });
        }
    };
    tokio::select! {
        () = conversations => {}
        _ = stopped => {}
    }
}
