//! The laws, one a file.

mod as_the_page_reads;
