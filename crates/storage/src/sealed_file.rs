//! A long stream, sealed: what backups are written as.
//!
//! The file begins with a mark, the key's id and a salt; key and salt make the file's own key. Then come pieces of 64 KiB,
//! each sealed with AES-256-GCM under its number and whether it is the last: none can be changed, left out, moved or cut
//! off unnoticed, and none of it is read before it was found to be whole.

use std::{
    fmt,
    io::{self, Read, Write},
};

use aes_gcm::{
    Aes256Gcm, Key, KeyInit,
    aead::{Aead, Nonce, Payload},
};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

const MARK: &[u8; 16] = b"recado backup 1\n";
const ID: usize = 8;
const SALT: usize = 16;
const HEADER: usize = MARK.len() + ID + SALT;
/// What is sealed at once.
const PIECE: usize = 64 * 1024;
const TAG: usize = 16;

/// Why a sealed file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealedFileError {
    /// It begins otherwise.
    #[error("this is not a backup of Recado, or one of a newer version")]
    NotOurs,
    /// Another key is needed.
    #[error("it was sealed with another key")]
    OtherKey,
    /// Changed, cut off, or with something behind its end.
    #[error("it is damaged: changed or cut off")]
    Damaged,
}

impl From<SealedFileError> for io::Error {
    fn from(error: SealedFileError) -> Self {
        Self::new(io::ErrorKind::InvalidData, error)
    }
}

/// The key of files. `Debug` shows nothing of it.
#[derive(Clone)]
pub struct FileKey(Zeroizing<[u8; 32]>);

impl FileKey {
    /// The key of these bytes.
    pub fn new(key: [u8; 32]) -> Self {
        Self(Zeroizing::new(key))
    }

    fn id(&self) -> [u8; ID] {
        *self.digest(&[b"recado file key id"]).first_chunk().expect("32 bytes begin with 8")
    }

    /// The key is 32 random bytes, so a plain hash gives nothing of it away.
    fn digest(&self, purpose: &[&[u8]]) -> [u8; 32] {
        let hash = purpose.iter().fold(Sha256::new(), Digest::chain_update);
        hash.chain_update(*self.0).finalize().into()
    }

    fn cipher(&self, header: &[u8; HEADER]) -> Aes256Gcm {
        let own = Zeroizing::new(self.digest(&[b"recado sealed file", header]));
        Aes256Gcm::new(&Key::<Aes256Gcm>::from(*own))
    }
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Number and last of all are in the nonce: the file's own key never meets the same one twice.
fn nonce(number: u64, is_last: bool) -> Nonce<Aes256Gcm> {
    let mut nonce = [0; 12];
    nonce[..8].copy_from_slice(&number.to_be_bytes());
    nonce[8] = is_last.into();
    Nonce::<Aes256Gcm>::from(nonce)
}

/// Seals what is written to it. Without [`SealedWriter::finish`] the file is cut off.
pub struct SealedWriter<W: Write> {
    to: W,
    header: [u8; HEADER],
    cipher: Aes256Gcm,
    number: u64,
    waiting: Zeroizing<Vec<u8>>,
}

impl<W: Write> SealedWriter<W> {
    /// Begins the file.
    pub fn new(mut to: W, key: &FileKey) -> io::Result<Self> {
        let mut header = [0; HEADER];
        header[..MARK.len()].copy_from_slice(MARK);
        header[MARK.len()..MARK.len() + ID].copy_from_slice(&key.id());
        getrandom::fill(&mut header[MARK.len() + ID..]).map_err(|_| io::Error::other("no randomness"))?;
        to.write_all(&header)?;
        Ok(Self { to, header, cipher: key.cipher(&header), number: 0, waiting: Zeroizing::default() })
    }

    /// Writes the end.
    pub fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        self.to.flush()?;
        Ok(self.to)
    }

    fn seal(&mut self, is_last: bool) -> io::Result<()> {
        let payload = Payload { msg: &self.waiting, aad: &self.header };
        let sealed = self.cipher.encrypt(&nonce(self.number, is_last), payload);
        let sealed = sealed.map_err(|_| io::Error::other("a piece could not be sealed"))?;
        let length = u32::try_from(sealed.len()).map_err(io::Error::other)?;
        self.to.write_all(&[is_last.into()])?;
        self.to.write_all(&length.to_le_bytes())?;
        self.to.write_all(&sealed)?;
        self.number += 1;
        self.waiting.clear();
        Ok(())
    }
}

impl<W: Write> Write for SealedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.waiting.len() == PIECE {
            self.seal(false)?;
        }
        let taken = bytes.len().min(PIECE - self.waiting.len());
        self.waiting.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(()) // a piece is sealed when it is full
    }
}

/// Reads what was sealed. Its end is an error unless it is the one that was written.
pub struct SealedReader<R: Read> {
    from: R,
    header: [u8; HEADER],
    cipher: Aes256Gcm,
    number: u64,
    opened: Zeroizing<Vec<u8>>,
    read: usize,
    is_last: bool,
}

impl<R: Read> SealedReader<R> {
    /// Opens the file with whichever of these keys it was sealed with.
    pub fn new(mut from: R, keys: &[FileKey]) -> io::Result<Self> {
        let mut header = [0; HEADER];
        from.read_exact(&mut header).map_err(ends(SealedFileError::NotOurs))?;
        if header[..MARK.len()] != MARK[..] {
            return Err(SealedFileError::NotOurs.into());
        }
        let key = keys.iter().find(|key| header[MARK.len()..MARK.len() + ID] == key.id());
        let cipher = key.ok_or(SealedFileError::OtherKey)?.cipher(&header);
        Ok(Self { from, header, cipher, number: 0, opened: Zeroizing::default(), read: 0, is_last: false })
    }

    fn open(&mut self) -> io::Result<()> {
        let damaged = || io::Error::from(SealedFileError::Damaged);
        let mut start = [0; 5];
        self.from.read_exact(&mut start).map_err(ends(SealedFileError::Damaged))?;
        let [last, a, b, c, d] = start;
        let length = u32::from_le_bytes([a, b, c, d]) as usize;
        if last > 1 || !(TAG..=PIECE + TAG).contains(&length) {
            return Err(damaged());
        }
        let mut sealed = vec![0; length];
        self.from.read_exact(&mut sealed).map_err(ends(SealedFileError::Damaged))?;
        self.is_last = last == 1;
        let payload = Payload { msg: &sealed, aad: &self.header };
        let opened = self.cipher.decrypt(&nonce(self.number, self.is_last), payload);
        self.opened = Zeroizing::new(opened.map_err(|_| damaged())?);
        self.read = 0;
        self.number += 1;
        let is_behind_the_end = self.is_last && self.from.read(&mut [0])? > 0;
        if is_behind_the_end { Err(damaged()) } else { Ok(()) }
    }
}

/// A file that ends where it should not.
fn ends(means: SealedFileError) -> impl Fn(io::Error) -> io::Error {
    move |error| if error.kind() == io::ErrorKind::UnexpectedEof { means.into() } else { error }
}

impl<R: Read> Read for SealedReader<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.read == self.opened.len() {
            if self.is_last {
                return Ok(0);
            }
            self.open()?;
        }
        let count = to.len().min(self.opened.len() - self.read);
        to[..count].copy_from_slice(&self.opened[self.read..self.read + count]);
        self.read += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(content: &[u8]) -> Vec<u8> {
        let mut writer = SealedWriter::new(Vec::new(), &FileKey::new([1; 32])).unwrap();
        writer.write_all(content).unwrap();
        writer.finish().unwrap()
    }

    fn opened(file: &[u8], key: u8) -> Result<Vec<u8>, String> {
        let keys = [FileKey::new([9; 32]), FileKey::new([key; 32])];
        let mut content = Vec::new();
        let read = SealedReader::new(file, &keys).and_then(|mut reader| reader.read_to_end(&mut content));
        read.map(|_| content).map_err(|error| error.to_string())
    }

    #[test]
    fn what_was_sealed_is_read_whatever_its_length() {
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE] {
            let content: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect();
            let file = sealed(&content);
            assert_eq!(opened(&file, 1).unwrap(), content, "{length}");
        }
        assert_ne!(sealed(b"same"), sealed(b"same"), "a salt of its own each time");
        assert!(!sealed(b"canary").windows(6).any(|window| window == b"canary"));
    }

    #[test]
    fn a_cut_changed_or_longer_file_and_another_key_are_told_apart() {
        let file = sealed(&vec![7; PIECE + 100]);
        assert_eq!(opened(&file, 2).unwrap_err(), "it was sealed with another key");
        assert_eq!(
            opened(b"SQLite format 3\0 and so on, for longer than a header", 1).unwrap_err(),
            SealedFileError::NotOurs.to_string()
        );
        let damaged = SealedFileError::Damaged.to_string();
        for cut in (HEADER..file.len()).step_by(97).chain([HEADER + 5 + PIECE + TAG]) {
            assert_eq!(opened(&file[..cut], 1).unwrap_err(), damaged, "cut to {cut}");
        }
        for at in (MARK.len() + ID..file.len()).step_by(89) {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert_eq!(opened(&changed, 1).unwrap_err(), damaged, "byte {at}");
        }
        assert_eq!(opened(&[file.as_slice(), b"x"].concat(), 1).unwrap_err(), damaged);
        let (first, rest) = file.split_at(HEADER);
        assert_eq!(
            opened(&[first, &rest[5 + PIECE + TAG..]].concat(), 1).unwrap_err(),
            damaged,
            "without its first piece"
        );
    }
}
