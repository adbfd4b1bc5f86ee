//! Questions to the system's name servers, for the check of the mail's DNS entries. A few questions by
//! a command need no cache and no resolver of their own: one packet is sent and one awaited, by UDP and,
//! if the answer does not fit, by TCP.

use std::fs;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream, UdpSocket};
use std::time::Duration;

use simple_dns::rdata::RData;
use simple_dns::{CLASS, Name, Packet, PacketFlag, QTYPE, Question, RCODE, TYPE};

use crate::error::{Error, Result};
use crate::vault;

/// How long an answer is awaited; each name server is asked twice.
const TIMEOUT: Duration = Duration::from_secs(3);

/// Asks the name servers of `/etc/resolv.conf`.
pub struct Dns {
    servers: Vec<SocketAddr>,
}

impl Dns {
    /// The system's name servers.
    pub fn of_system() -> Dns {
        let text = fs::read_to_string("/etc/resolv.conf").unwrap_or_default();
        Dns { servers: servers(&text) }
    }

    /// The texts (TXT) of a name; empty if there are none.
    ///
    /// # Errors
    /// If no name server answers.
    pub fn texts(&self, name: &str) -> Result<Vec<String>> {
        self.ask(name, TYPE::TXT, |data| match data {
            RData::TXT(text) => String::try_from(text).ok(),
            _ => None,
        })
    }

    /// The names (PTR) of an address.
    ///
    /// # Errors
    /// If no name server answers.
    pub fn names(&self, address: IpAddr) -> Result<Vec<String>> {
        self.ask(&reverse(address), TYPE::PTR, |data| match data {
            RData::PTR(name) => Some(name.0.to_string()),
            _ => None,
        })
    }

    /// The addresses (A, AAAA) of a name.
    ///
    /// # Errors
    /// If no name server answers.
    pub fn addresses(&self, name: &str) -> Result<Vec<IpAddr>> {
        let mut found = self.ask(name, TYPE::A, |data| match data {
            RData::A(address) => Some(IpAddr::from(Ipv4Addr::from(address.address))),
            _ => None,
        })?;
        found.extend(self.ask(name, TYPE::AAAA, |data| match data {
            RData::AAAA(address) => Some(IpAddr::from(address.address.to_be_bytes())),
            _ => None,
        })?);
        Ok(found)
    }

    fn ask<T>(
        &self,
        name: &str,
        kind: TYPE,
        read: impl Fn(RData<'_>) -> Option<T>,
    ) -> Result<Vec<T>> {
        let id = u16::from_be_bytes(vault::random()?);
        let question = question(id, name, kind)?;
        for server in self.servers.iter().chain(&self.servers) {
            let Ok(answer) = exchange(*server, &question, id) else { continue };
            let Ok(packet) = Packet::parse(&answer) else { continue };
            return match packet.rcode() {
                RCODE::NoError | RCODE::NameError => {
                    Ok(packet.answers.into_iter().filter_map(|record| read(record.rdata)).collect())
                }
                _ => continue,
            };
        }
        Err(Error::internal(format!("no name server of /etc/resolv.conf answers about {name}")))
    }
}

fn question(id: u16, name: &str, kind: TYPE) -> Result<Vec<u8>> {
    let mut packet = Packet::new_query(id);
    packet.set_flags(PacketFlag::RECURSION_DESIRED);
    let name = Name::new(name).map_err(|_| Error::internal(format!("{name} is no DNS name")))?;
    packet.questions.push(Question::new(name, QTYPE::TYPE(kind), CLASS::IN.into(), false));
    packet.build_bytes_vec().map_err(|_| Error::internal("a question could not be written"))
}

/// Sends a question and returns the answer with the same number.
fn exchange(server: SocketAddr, question: &[u8], id: u16) -> std::io::Result<Vec<u8>> {
    let local: SocketAddr = match server {
        SocketAddr::V4(_) => ([0, 0, 0, 0], 0).into(),
        SocketAddr::V6(_) => ([0_u16; 8], 0).into(),
    };
    let socket = UdpSocket::bind(local)?;
    // Only packets of this server are received then.
    socket.connect(server)?;
    socket.set_read_timeout(Some(TIMEOUT))?;
    socket.send(question)?;
    let mut answer = vec![0; 4_096];
    let length = socket.recv(&mut answer)?;
    answer.truncate(length);
    let other = || std::io::Error::other("an answer to another question");
    if answer.len() < 12 || answer[..2] != id.to_be_bytes() {
        return Err(other());
    }
    // The bit TC: the answer was cut.
    if answer[2] & 0b10 == 0 {
        return Ok(answer);
    }
    let mut stream = TcpStream::connect_timeout(&server, TIMEOUT)?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    let length = u16::try_from(question.len()).map_err(std::io::Error::other)?;
    stream.write_all(&[&length.to_be_bytes(), question].concat())?;
    let mut length = [0; 2];
    stream.read_exact(&mut length)?;
    let mut answer = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut answer)?;
    match answer.len() >= 12 && answer[..2] == id.to_be_bytes() {
        true => Ok(answer),
        false => Err(other()),
    }
}

/// The name servers in the format of `resolv.conf`; the one of this machine if there are none.
fn servers(text: &str) -> Vec<SocketAddr> {
    let named = text.lines().filter_map(|line| {
        let (key, value) = line.trim().split_once(char::is_whitespace)?;
        let value = value.trim().split('%').next()?;
        (key == "nameserver").then(|| value.parse::<IpAddr>().ok()).flatten()
    });
    let found: Vec<SocketAddr> = named.map(|address| SocketAddr::new(address, 53)).collect();
    if found.is_empty() { vec![([127, 0, 0, 1], 53).into()] } else { found }
}

/// The name under which the names of an address are.
fn reverse(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, c, d] = v4.octets();
            format!("{d}.{c}.{b}.{a}.in-addr.arpa")
        }
        IpAddr::V6(v6) => {
            let digits = v6.octets().into_iter().rev();
            let digits = digits.map(|byte| format!("{:x}.{:x}.", byte & 15, byte >> 4));
            format!("{}ip6.arpa", digits.collect::<String>())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use simple_dns::ResourceRecord;
    use simple_dns::rdata::TXT;

    use super::*;

    #[test]
    fn the_systems_servers_are_read() {
        let text = "# by hand\nsearch example.org\nnameserver 192.0.2.1\nnameserver fe80::1%eth0\nnameserver x\n";
        let expected: [SocketAddr; 2] =
            ["192.0.2.1:53".parse().expect("one"), "[fe80::1]:53".parse().expect("one")];
        assert_eq!(servers(text), expected);
        assert_eq!(servers("").len(), 1);
    }

    #[test]
    fn an_address_has_a_name_backwards() {
        let of = |text: &str| reverse(text.parse().expect("an address"));
        assert_eq!(of("192.0.2.7"), "7.2.0.192.in-addr.arpa");
        assert!(
            of("2001:db8::1").starts_with("1.0.0.0.")
                && of("2001:db8::1").ends_with("8.b.d.0.1.0.0.2.ip6.arpa")
        );
    }

    #[test]
    fn a_text_in_parts_is_read_as_one() {
        let server = UdpSocket::bind("127.0.0.1:0").expect("a port");
        let dns = Dns { servers: vec![server.local_addr().expect("bound")] };
        let answering = thread::spawn(move || {
            let mut bytes = [0; 512];
            let (length, from) = server.recv_from(&mut bytes).expect("a question");
            let asked = Packet::parse(&bytes[..length]).expect("a packet");
            let mut answer = Packet::new_reply(asked.id());
            let text = TXT::new().with_string("v=spf1 ").and_then(|it| it.with_string("-all"));
            let data = RData::TXT(text.expect("a text"));
            let name = Name::new("example.org").expect("a name");
            answer.answers.push(ResourceRecord::new(name, CLASS::IN, 60, data));
            server.send_to(&answer.build_bytes_vec().expect("written"), from).expect("sent");
        });
        assert_eq!(dns.texts("example.org").expect("an answer"), ["v=spf1 -all"]);
        answering.join().expect("answered");
    }
}
