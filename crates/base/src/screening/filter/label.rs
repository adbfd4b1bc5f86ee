//! The labels of training examples.

/// The label of a comment by the decision of a moderator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// It may be public.
    Fine,
    /// It is spam.
    Spam,
}

impl Label {
    /// -1 for fine, 1 for spam: the direction of the margin.
    pub(super) fn sign(self) -> f64 {
        match self {
            Label::Fine => -1.0,
            Label::Spam => 1.0,
        }
    }
}
