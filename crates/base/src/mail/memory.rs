//! The memory transport for tests, which read the sent mails and script the next outcome.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lettre::Address;

use crate::mail::{Mail, Outcome};

/// A sent mail.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The envelope's sender.
    pub from: String,
    /// The envelope's recipient.
    pub to: String,
    /// With angle brackets.
    pub message_id: String,
    /// The whole message.
    pub raw: Vec<u8>,
}

#[derive(Clone, Default)]
pub(super) struct Memory(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    sent: Vec<Sent>,
    scripted: VecDeque<Outcome>,
}

impl Memory {
    pub(super) fn send(&self, mail: &Mail, sender: &Address, raw: Vec<u8>) -> Outcome {
        let mut state = self.lock();
        if let Some(outcome) = state.scripted.pop_front() {
            return outcome;
        }
        state.sent.push(Sent {
            from: sender.to_string(),
            to: mail.to.to_string(),
            message_id: mail.message_id.clone(),
            raw,
        });
        Outcome::Sent
    }

    pub(super) fn sent(&self) -> Vec<Sent> {
        self.lock().sent.clone()
    }

    pub(super) fn answer_next(&self, outcome: Outcome) {
        self.lock().scripted.push_back(outcome);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
