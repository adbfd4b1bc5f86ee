//! The throttle of passwords that are no account's, such as that of an article: see `throttle`.

use std::net::IpAddr;
use std::time::Duration;

use crate::accounts::store::attempts;
use crate::accounts::throttle::{self, Throttle};
use crate::clock::Time;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::vault::Vault;

/// The keys under which a guess is counted.
#[derive(Clone, Debug)]
pub struct Guess {
    pair: Vec<u8>,
    whole: Vec<u8>,
    network: Vec<u8>,
}

impl Guess {
    /// A guess of the password of `about`, from this address.
    pub fn new(vault: &Vault, about: &str, address: IpAddr, now: Time) -> Guess {
        let network = vault.network_hash(address, now);
        Guess {
            pair: vault.sign("guess pair", &[about.as_bytes(), &network]).to_vec(),
            whole: vault.sign("guess whole", &[about.as_bytes()]).to_vec(),
            network: vault.sign("guess network", &[&network]).to_vec(),
        }
    }

    /// Counts the guess before the password is compared, so that guesses at the same time do not get
    /// past the delay.
    ///
    /// # Errors
    /// [`Error::TooFast`] during the delay after earlier ones.
    pub fn count(&self, conn: &mut Connection, now: Time) -> Result<()> {
        // The locks are always taken in this order, so that two guesses cannot deadlock.
        let mut counted = Vec::with_capacity(3);
        for key in [&self.pair, &self.whole, &self.network] {
            dialect::serialize_on(conn, key)?;
            counted.push(attempts::find(conn, key)?.unwrap_or((0, now)));
        }
        let [(pair, last), (whole, at), (network, since)] = counted[..] else {
            return Err(Error::internal("a guess has three counts"));
        };
        let kind = match throttle::is_attack(whole, at, now) {
            true => Throttle::PairUnderAttack,
            false => Throttle::Pair,
        };
        refuse_during(kind.wait(pair, last, now))?;
        refuse_during(Throttle::Network.wait(network, since, now))?;
        attempts::set(conn, &self.pair, throttle::decayed(pair, last, now) + 1, now)?;
        attempts::set(conn, &self.whole, throttle::decayed(whole, at, now) + 1, now)?;
        attempts::set(conn, &self.network, throttle::decayed(network, since, now) + 1, now)
    }

    /// Reverses the count after the right password, or where it was not compared.
    pub fn uncount(&self, conn: &mut Connection) -> Result<()> {
        for key in [&self.pair, &self.whole, &self.network] {
            attempts::decrement(conn, key)?;
        }
        Ok(())
    }
}

fn refuse_during(wait: Option<Duration>) -> Result<()> {
    wait.map_or(Ok(()), |retry_after| Err(Error::TooFast { retry_after }))
}
