//! Who else carries this text: copies, rewrites, reused quotations, with verified passages.
