//! The laws, one a file.

mod as_the_page_reads;
mod writing;
mod unknown;
mod garbage;
