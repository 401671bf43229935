//! The rules, one file each; a file's module doc is the finding's public page.

pub(crate) mod article;
pub(crate) mod engine;
pub(crate) mod statement;
pub(crate) mod trace;
