//! Packed streams, read as what is inside: gzip (RFC 1952, any number of members) and Zstandard (RFC
//! 8878), told by their first bytes. What is inside is unpacked as it is asked for; how much of it is
//! taken is the reader's to limit.

use std::io::{self, BufRead, BufReader, Read};

/// First bytes of a gzip member.
const GZIP: &[u8] = &[0x1F, 0x8B];

/// First bytes of a Zstandard frame.
const ZSTANDARD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];

/// The stream itself, or what is packed in it.
///
/// ```
/// use std::io::Read;
/// let mut text = String::new();
/// sayso_ingest::unpacked("plain".as_bytes()).unwrap().read_to_string(&mut text).unwrap();
/// assert_eq!(text, "plain");
/// ```
///
/// # Errors
/// Those of the stream; [`io::ErrorKind::InvalidData`] for a damaged frame. Damage further on is met
/// while reading.
pub fn unpacked<'a>(reader: impl Read + 'a) -> io::Result<Box<dyn BufRead + 'a>> {
    const BUFFER: usize = 1 << 16;
    let mut reader = BufReader::with_capacity(BUFFER, reader);
    let head = loop {
        match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            // A second borrow, because the first would live through the other arms.
            Ok(_) => break reader.buffer(),
        }
    };
    if head.starts_with(GZIP) {
        let inside = flate2::bufread::MultiGzDecoder::new(reader);
        return Ok(Box::new(BufReader::with_capacity(BUFFER, inside)));
    }
    if head.starts_with(ZSTANDARD) {
        let inside = ruzstd::decoding::StreamingDecoder::new(reader)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))?;
        return Ok(Box::new(BufReader::with_capacity(BUFFER, inside)));
    }
    Ok(Box::new(reader))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn read(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        unpacked(bytes)?.read_to_end(&mut out)?;
        Ok(out)
    }

    #[test]
    fn packed_and_plain_streams_give_the_same_bytes() {
        let text = b"The harbour board said no.\n".repeat(50);
        assert_eq!(read(&text).unwrap(), text);
        assert_eq!(read(b"ab").unwrap(), b"ab");
        assert_eq!(read(b"").unwrap(), b"");
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(&text).unwrap();
        let bytes = packer.finish().unwrap();
        assert_eq!(read(&bytes).unwrap(), text);
        assert_eq!(read(&[bytes.clone(), bytes.clone()].concat()).unwrap().len(), 2 * text.len());
        let zstandard = ruzstd::encoding::compress_to_vec(
            text.as_slice(),
            ruzstd::encoding::CompressionLevel::Fastest,
        );
        assert_eq!(read(&zstandard).unwrap(), text);
    }

    #[test]
    fn damage_is_an_error() {
        assert!(read(&[0x1F, 0x8B, 8, 0, 0]).is_err());
        assert!(read(&[0x28, 0xB5, 0x2F, 0xFD, 0xFF]).is_err());
    }
}
