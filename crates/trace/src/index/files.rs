//! The narrow layer under an index: the only place that opens files. The real folder is here; one in
//! memory that can fail and lose unsynced bytes is in `memory.rs`.

use std::fmt::Debug;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file open for reading at any place.
pub trait ReadAt: Send + Sync + Debug {
    /// Its length in bytes.
    ///
    /// # Errors
    /// What the system says.
    fn bytes(&self) -> io::Result<u64>;

    /// Fills `to` from `offset`.
    ///
    /// # Errors
    /// What the system says; `UnexpectedEof` past the end.
    fn read_at(&self, offset: u64, to: &mut [u8]) -> io::Result<()>;
}

/// A new file that is written from start to end.
pub trait Append: Write + Send + Debug {
    /// Waits until all bytes written so far outlive a crash.
    ///
    /// # Errors
    /// What the system says.
    fn sync(&mut self) -> io::Result<()>;
}

/// A folder of files without sub-folders.
pub trait Files: Send + Sync + Debug {
    /// Names, sorted.
    ///
    /// # Errors
    /// What the system says.
    fn list(&self) -> io::Result<Vec<String>>;

    /// Opens a file for reading.
    ///
    /// # Errors
    /// What the system says.
    fn open(&self, name: &str) -> io::Result<Box<dyn ReadAt>>;

    /// Makes a file, empty even if it was there.
    ///
    /// # Errors
    /// What the system says.
    fn create(&self, name: &str) -> io::Result<Box<dyn Append>>;

    /// Gives a file another name in one step, replacing what bears it.
    ///
    /// # Errors
    /// What the system says.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Takes a file away.
    ///
    /// # Errors
    /// What the system says.
    fn remove(&self, name: &str) -> io::Result<()>;

    /// Waits until new names outlive a crash.
    ///
    /// # Errors
    /// What the system says.
    fn sync_folder(&self) -> io::Result<()>;

    /// Takes the writer's lock, which the system frees when the process ends; `None` where another
    /// holds it.
    ///
    /// # Errors
    /// What the system says.
    fn lock(&self) -> io::Result<Option<Box<dyn Send + Sync>>>;
}

/// Reads a whole small file.
///
/// # Errors
/// What the system says.
pub(crate) fn read_whole(files: &dyn Files, name: &str) -> io::Result<Vec<u8>> {
    let file = files.open(name)?;
    let length = usize::try_from(file.bytes()?).map_err(io::Error::other)?;
    let mut bytes = vec![0; length];
    file.read_at(0, &mut bytes)?;
    Ok(bytes)
}

/// A folder of the file system.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// An existing folder.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// A folder that is made where it is missing.
    ///
    /// # Errors
    /// What the system says.
    pub fn made(path: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(path)?;
        Ok(Self::new(path))
    }
}

impl Files for Folder {
    fn list(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in std::fs::read_dir(&self.path)? {
            names.extend(entry?.file_name().into_string());
        }
        names.sort();
        Ok(names)
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn ReadAt>> {
        Ok(Box::new(Opened(File::open(self.path.join(name))?)))
    }

    fn create(&self, name: &str) -> io::Result<Box<dyn Append>> {
        Ok(Box::new(Created(File::create(self.path.join(name))?)))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        std::fs::rename(self.path.join(from), self.path.join(to))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        std::fs::remove_file(self.path.join(name))
    }

    fn sync_folder(&self) -> io::Result<()> {
        // Elsewhere a folder cannot be opened as a file, and renames are kept by the system.
        if cfg!(unix) { File::open(&self.path)?.sync_all() } else { Ok(()) }
    }

    fn lock(&self) -> io::Result<Option<Box<dyn Send + Sync>>> {
        let path = self.path.join("lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

#[derive(Debug)]
struct Opened(File);

impl ReadAt for Opened {
    fn bytes(&self) -> io::Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    #[cfg(unix)]
    fn read_at(&self, offset: u64, to: &mut [u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.0, to, offset)
    }

    #[cfg(windows)]
    fn read_at(&self, mut offset: u64, mut to: &mut [u8]) -> io::Result<()> {
        while !to.is_empty() {
            let read = std::os::windows::fs::FileExt::seek_read(&self.0, to, offset)?;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            to = to.get_mut(read..).unwrap_or_default();
            offset += read as u64;
        }
        Ok(())
    }
}

#[derive(Debug)]
struct Created(File);

impl Write for Created {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Append for Created {
    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_all()
    }
}
