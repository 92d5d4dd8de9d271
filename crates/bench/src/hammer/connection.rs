//! One keep-alive connection of HTTP/1.1.

use std::{io, net::SocketAddr};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// Most headers of an answer.
const HEADERS: usize = 48;

/// A connection, made when it is needed and anew after it broke.
#[derive(Debug)]
pub struct Connection {
    address: SocketAddr,
    stream: Option<TcpStream>,
    buffer: Vec<u8>,
}

/// One answer.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Whether it said when to come again.
    pub has_retry_after: bool,
    /// Its body.
    pub body: Vec<u8>,
}

/// What the head of an answer says.
struct Head {
    status: u16,
    has_retry_after: bool,
    is_last: bool,
    /// Bytes of the head, and of the body.
    lengths: (usize, usize),
}

impl Connection {
    /// A connection to this address; nothing is opened yet.
    pub fn to(address: SocketAddr) -> Self {
        Self { address, stream: None, buffer: Vec::with_capacity(4 * 1024) }
    }

    /// Sends the bytes of one request and reads its answer.
    pub async fn ask(&mut self, request: &[u8]) -> io::Result<Answer> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => open(self.address).await?,
        };
        stream.write_all(request).await?;
        let head = self.read(&mut stream).await?;
        let (start, length) = head.lengths;
        let body = self.buffer[start..start + length].to_vec();
        if !head.is_last {
            self.stream = Some(stream);
        }
        Ok(Answer { status: head.status, has_retry_after: head.has_retry_after, body })
    }

    async fn read(&mut self, stream: &mut TcpStream) -> io::Result<Head> {
        self.buffer.clear();
        loop {
            if let Some(head) = head(&self.buffer)?
                && self.buffer.len() >= head.lengths.0 + head.lengths.1
            {
                return Ok(head);
            }
            if stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
    }
}

async fn open(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// The head, once all of it is there.
fn head(bytes: &[u8]) -> io::Result<Option<Head>> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut response = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(start) = response.parse(bytes).map_err(io::Error::other)? else { return Ok(None) };
    let status = response.code.ok_or(io::ErrorKind::InvalidData)?;
    let value = |name: &str| {
        response.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name)).map(|header| header.value)
    };
    let length = match value("content-length") {
        Some(digits) => {
            std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()).ok_or(io::ErrorKind::InvalidData)?
        }
        None if value("transfer-encoding").is_some() => return Err(io::Error::other("a body without a length")),
        None => 0,
    };
    let is_last = value("connection").is_some_and(|value| value.eq_ignore_ascii_case(b"close"));
    Ok(Some(Head { status, has_retry_after: value("retry-after").is_some(), is_last, lengths: (start, length) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_says_status_length_and_whether_to_come_again() {
        let text = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 5\r\nConnection: close\r\n\r\nlater";
        let head = head(text).unwrap().unwrap();
        assert_eq!((head.status, head.has_retry_after, head.is_last), (503, true, true));
        assert_eq!(&text[head.lengths.0..][..head.lengths.1], b"later");
        assert!(super::head(&text[..40]).unwrap().is_none());
        assert!(super::head(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").is_err());
    }
}
