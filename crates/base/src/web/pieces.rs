//! A response body in pieces that are shared with the page cache.
//!
//! actix-http copies each part of a body that it gets into the buffer of its connection. A body of one
//! part would be there as a whole for each client that reads it slowly.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, MessageBody};
use bytes::Bytes;

/// The most bytes of a part. actix-http takes parts until it has 32 KiB.
const PART: usize = 16 * 1024;

/// The body: its pieces one after the other.
#[derive(Debug)]
pub struct Pieces(VecDeque<Bytes>);

impl Pieces {
    /// A body of these pieces.
    pub fn new(pieces: impl IntoIterator<Item = Bytes>) -> Pieces {
        Pieces(pieces.into_iter().filter(|piece| !piece.is_empty()).collect())
    }
}

impl MessageBody for Pieces {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.0.iter().map(|piece| piece.len() as u64).sum())
    }

    fn poll_next(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Infallible>>> {
        let pieces = &mut self.get_mut().0;
        let Some(first) = pieces.front_mut() else { return Poll::Ready(None) };
        let part = first.split_to(first.len().min(PART));
        if first.is_empty() {
            pieces.pop_front();
        }
        Poll::Ready(Some(Ok(part)))
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::poll_fn;

    use super::*;

    #[actix_web::test]
    async fn a_body_is_handed_on_in_small_parts_without_being_copied() {
        let whole = Bytes::from(vec![b'a'; 40_000]);
        let mut body = Pieces::new([whole.clone(), Bytes::new(), Bytes::from("end")]);
        assert_eq!(body.size(), BodySize::Sized(40_003));
        let mut parts = Vec::new();
        while let Some(part) = poll_fn(|cx| Pin::new(&mut body).poll_next(cx)).await {
            parts.push(part.expect("infallible"));
        }
        let lengths: Vec<usize> = parts.iter().map(Bytes::len).collect();
        assert_eq!(lengths, [PART, PART, 40_000 - 2 * PART, 3]);
        assert_eq!(parts[1].as_ptr(), whole[PART..].as_ptr());
    }
}
